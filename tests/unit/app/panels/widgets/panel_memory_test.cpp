#include "app/panels/widgets/panel_memory.h"

#include <string>

#include "catch.h"

using es::app::PanelMemory;

namespace {

struct OneState {
  std::string text = "as made";
};
struct OtherState {
  std::string text = "another's";
};

}  // namespace

TEST_CASE("each panel finds what it left, and nobody else's") {
  PanelMemory memory;
  CHECK(memory.of<OneState>().text == "as made");
  memory.of<OneState>().text = "typed";
  CHECK(memory.of<OtherState>().text == "another's");
  CHECK(memory.of<OneState>().text == "typed");
}

TEST_CASE("a reference stays while others are made") {
  PanelMemory memory;
  OneState& one = memory.of<OneState>();
  static_cast<void>(memory.of<OtherState>());
  static_cast<void>(memory.of<int>());
  static_cast<void>(memory.of<double>());
  CHECK(&one == &memory.of<OneState>());
}

TEST_CASE("a copy remembers by itself") {
  PanelMemory memory;
  memory.of<OneState>().text = "typed";
  PanelMemory copy = memory;
  copy.of<OneState>().text = "in a picture of the window";
  CHECK(memory.of<OneState>().text == "typed");
}
