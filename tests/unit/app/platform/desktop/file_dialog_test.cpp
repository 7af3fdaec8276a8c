#include "app/platform/desktop/file_dialog.h"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include "catch.h"
#include "environment.h"

using namespace es::app;
namespace fs = std::filesystem;

namespace {

/// A folder with a program named zenity that does this.
fs::path fakeZenity(const char* name, const std::string& body) {
  const fs::path folder = fs::path(ES_TEST_TMP) / name;
  fs::create_directories(folder);
  std::ofstream(folder / "zenity") << "#!/bin/sh\n" << body << '\n';
  fs::permissions(folder / "zenity", fs::perms::owner_all);
  return folder;
}

std::optional<std::string> chosenWithin(FileDialog& dialog, std::chrono::seconds patience) {
  const auto end = std::chrono::steady_clock::now() + patience;
  while (std::chrono::steady_clock::now() < end) {
    if (auto path = dialog.poll()) return path;
    if (!dialog.isOpen()) return std::nullopt;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  FAIL("the dialog did not end");
  return std::nullopt;
}

}  // namespace

TEST_CASE("the chosen path comes back once, odd characters and all") {
  const Environment display("DISPLAY", ":0");
  const Environment path("PATH",
                         fakeZenity("zenity-chooses", "printf '%s\\n' '/a b/$(c);\"d\".txt'").string());
  CHECK(FileDialog::available());
  FileDialog dialog;
  dialog.open(FileDialog::For::Opening);
  CHECK(dialog.isOpen());
  CHECK(chosenWithin(dialog, std::chrono::seconds(20)) == "/a b/$(c);\"d\".txt");
  CHECK_FALSE(dialog.isOpen());
  CHECK_FALSE(dialog.poll());
}

TEST_CASE("a dismissed dialog chooses nothing") {
  const Environment path("PATH", fakeZenity("zenity-dismissed", "exit 1").string());
  FileDialog dialog;
  dialog.open(FileDialog::For::Opening);
  CHECK_FALSE(chosenWithin(dialog, std::chrono::seconds(20)));
}

TEST_CASE("an open dialog does not hold anything up and goes with the program") {
  const Environment path("PATH", fakeZenity("zenity-waits", "exec /bin/sleep 600").string());
  const auto before = std::chrono::steady_clock::now();
  {
    FileDialog dialog;
    dialog.open(FileDialog::For::Opening);
    dialog.open(FileDialog::For::Opening);  // a second one is not started
    CHECK_FALSE(dialog.poll());
    CHECK(dialog.isOpen());
  }
  CHECK(std::chrono::steady_clock::now() - before < std::chrono::seconds(20));
}

TEST_CASE("without a program or a display there is no dialog") {
  const Environment nowhere("PATH", std::string(ES_TEST_TMP) + "/empty");
  const Environment display("DISPLAY", ":0");
  CHECK_FALSE(FileDialog::available());
  FileDialog dialog;
  dialog.open(FileDialog::For::Opening);
  CHECK_FALSE(dialog.isOpen());
}
