#include "app/program/path_lister.h"

#include <atomic>
#include <thread>

#include "catch.h"
#include "test_folder.h"

using namespace es::app;

namespace {

/// As frames of the window would: until nothing is being listed.
void settle(PathLister& lister) {
  while (lister.working()) {
    lister.follow();
    std::this_thread::yield();
  }
}

}  // namespace

TEST_CASE("a folder is listed once for as long as somebody looks, and not while they wait") {
  const TestFolder folder;
  folder.write("glove.txt", "");
  folder.write("glove-big/x", "");
  const std::string base = folder.path().string() + "/";
  std::atomic<int> woken = 0;
  PathLister lister([&] { ++woken; });
  CHECK(lister.completions(base + "gl", 8).empty());  // on its way
  settle(lister);
  CHECK(woken == 1);
  folder.write("gloves", "");
  for (const char* typed : {"g", "gl", "glove", "glove-"}) {
    CHECK_FALSE(lister.completions(base + typed, 8).empty());
    CHECK_FALSE(lister.follow());
  }
  CHECK(lister.completions(base + "gl", 8).size() == 2);
  CHECK(lister.listed() == 1);
  lister.follow();
  lister.follow();  // a frame in which nobody asked
  static_cast<void>(lister.completions(base + "gl", 8));
  settle(lister);
  CHECK(lister.completions(base + "gl", 8).size() == 3);
  CHECK(lister.listed() == 2);
}

TEST_CASE("a file is there, or not, or nobody knows yet; a folder is no file") {
  const TestFolder folder;
  folder.write("a.es", "");
  folder.write("b.es/x", "");
  const std::string base = folder.path().string() + "/";
  PathLister lister({});
  CHECK_FALSE(lister.fileIsThere(base + "a.es"));
  settle(lister);
  CHECK(lister.fileIsThere(base + "a.es") == true);
  CHECK(lister.fileIsThere(base + "a.e") == false);
  CHECK(lister.fileIsThere(base + "b.es") == false);
}
