#include "app/program/message_log.h"

#include <new>
#include <stdexcept>

#include "base/error.h"
#include "catch.h"

using es::app::MessageLog;

TEST_CASE("whatever work throws is one line of the log, and the program goes on") {
  MessageLog log;
  log.attempt({}, [] {});
  CHECK(log.empty());
  log.attempt("lesson.es:3", [] { throw es::Error("no word \"qeen\""); });
  log.attempt({}, [] { throw std::bad_alloc(); });
  log.attempt({}, [] { throw std::runtime_error("cannot get current path\nat all"); });
  log.say("a message");
  REQUIRE(log.lines().size() == 4);
  CHECK(log.lines()[0].text == "lesson.es:3: no word \"qeen\"");
  CHECK(log.lines()[1].text == "there is not enough memory");
  CHECK(log.lines()[2].text == "cannot get current path at all");
  for (std::size_t i = 0; i < 3; ++i) CHECK(log.lines()[i].isError);
  CHECK_FALSE(log.lines()[3].isError);
  log.clear();
  CHECK(log.empty());
}

TEST_CASE("a quiet word is no line of the log, and gone after a moment") {
  MessageLog log;
  log.hush("there is nothing to undo");
  CHECK(log.empty());
  CHECK(log.hushed() == "there is nothing to undo");
  log.advance(1);
  CHECK(log.hushed() == "there is nothing to undo");
  log.advance(60);
  CHECK(log.hushed().empty());
  CHECK(log.hushLeftSec() == 0);
}
