#include "app/output/film_writer.h"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <thread>

#include "app/platform/desktop/child_process.h"
#include "app/platform/desktop/png_file.h"
#include "base/error.h"
#include "catch.h"
#include "environment.h"
#include "test_folder.h"

using namespace es::app;
namespace fs = std::filesystem;

namespace {

es::render::Image flat(int width, int height, std::uint8_t grey) {
  return {width, height, std::vector<std::uint8_t>(static_cast<std::size_t>(width * height) * 4, grey)};
}

/// A program of this name that is found first.
void makeProgram(const fs::path& folder, const char* name, const std::string& shell) {
  std::ofstream(folder / name) << "#!/bin/sh\n" << shell << "\n";
  fs::permissions(folder / name, fs::perms::owner_all);
}

std::string failureOf(const std::function<void()>& work) {
  try {
    work();
  } catch (const es::Error& error) {
    return error.what();
  }
  return "";
}

FilmSpec spec(const fs::path& path) {
  return {path.string(), 4, 2, 25, "neighbors king\n"};
}

std::size_t entries(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

}  // namespace

TEST_CASE("a folder gets numbered pictures, each with the script") {
  const TestFolder ownFolder;
  const fs::path folder = ownFolder.path("frames");
  FilmWriter writer(spec(folder));
  for (int i = 0; i < 12; ++i) writer.add(flat(4, 2, static_cast<std::uint8_t>(20 * i)));
  writer.finish();
  CHECK(writer.done());
  CHECK(entries(folder) == 12);
  const PngFile last = readPng(folder / "frame-0012.png");
  CHECK(last.image.rgba == flat(4, 2, 220).rgba);
  CHECK(last.script == "neighbors king\n");
  CHECK(failureOf([&] { FilmWriter again(spec(folder)); }).find("holds a film already") != std::string::npos);
}

TEST_CASE("a film that is cut short leaves nothing") {
  const TestFolder ownParent;
  const fs::path parent = ownParent.path();
  {
    FilmWriter writer(spec(parent / "frames"));
    writer.add(flat(4, 2, 1));
    writer.add(flat(4, 2, 2));
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  CHECK(entries(parent) == 0);
}

TEST_CASE("a film that may replace nothing leaves a file that it meets as it was") {
  const TestFolder ownParent;
  const fs::path parent = ownParent.path();
  std::ofstream(parent / "frame-0002.png") << "mine";
  std::ofstream(parent / "a.mp4") << "mine too";
  FilmSpec frames = spec(parent), video = spec(parent / "a.mp4");
  frames.writing = video.writing = es::base::Writing::OnlyNew;
  const auto film = [](const FilmSpec& made) {
    return failureOf([&] {
      FilmWriter writer(made);
      for (int i = 0; i < 3; ++i) writer.add(flat(4, 2, 1));
      writer.finish();
    });
  };
  CHECK(film(frames).find("frame-0002.png") != std::string::npos);
  CHECK(entries(parent) == 2);
  const TestFolder ownPrograms;
  const fs::path programs = ownPrograms.path();
  makeProgram(programs, "ffmpeg", "for last; do :; done; /bin/cat > \"${last#file:}\"");
  const Environment path("PATH", programs.string());
  CHECK(film(video).find("a.mp4") != std::string::npos);
  CHECK(fs::file_size(parent / "frame-0002.png") == 4);
  CHECK(fs::file_size(parent / "a.mp4") == 8);
  CHECK(entries(parent) == 2);
}

TEST_CASE("folders that cannot be, and endings that are no film's, are said") {
  CHECK(failureOf([] { FilmWriter writer(spec("/no/such/folder/frames")); }).find("cannot be made") !=
        std::string::npos);
  CHECK(failureOf([] { FilmWriter writer(spec("film.mov")); }).find(".mp4, .webm or .gif") !=
        std::string::npos);
}

TEST_CASE("without ffmpeg a video is refused with the way to get it") {
  const TestFolder ownFolder;
  const fs::path folder = ownFolder.path();
  const Environment path("PATH", folder.string());
  const std::string failure = failureOf([&] { FilmWriter writer(spec(folder / "a.mp4")); });
  CHECK(failure.find("ffmpeg is not installed") != std::string::npos);
  CHECK(failure.find("apt install ffmpeg") != std::string::npos);
  CHECK(failure.find('\n') == std::string::npos);
  CHECK(entries(folder) == 0);
}

TEST_CASE("ffmpeg gets every pixel, and the film appears when it is whole") {
  const TestFolder ownFolder;
  const fs::path folder = ownFolder.path();
  makeProgram(folder, "ffmpeg", "for last; do :; done; /bin/cat > \"${last#file:}\"");
  const Environment path("PATH", folder.string());
  FilmWriter writer(spec(folder / "a b.mp4"));
  writer.add(flat(4, 2, 7));
  writer.add(flat(4, 2, 9));
  CHECK(!fs::exists(folder / "a b.mp4"));
  writer.finish();
  CHECK(readBytes(folder / "a b.mp4") == std::string(32, '\7') + std::string(32, '\t'));
  CHECK(entries(folder) == 2);
}

TEST_CASE("what ffmpeg complains of is said, and nothing stays") {
  const TestFolder ownFolder;
  const fs::path folder = ownFolder.path();
  makeProgram(folder, "ffmpeg", "echo first >&2; echo \"Unknown encoder 'libx264'\" >&2; exit 3");
  const Environment path("PATH", folder.string());
  FilmWriter writer(spec(folder / "a.mp4"));
  for (int i = 0; i < 50; ++i)
    writer.add(flat(400, 200, 1));  // more than a pipe holds: does not wait for ever
  const std::string failure = failureOf([&] { writer.finish(); });
  CHECK(failure == "ffmpeg failed: Unknown encoder 'libx264'");
  CHECK(entries(folder) == 1);
}

TEST_CASE("a program that hangs is ended with the film") {
  const TestFolder ownFolder;
  const fs::path folder = ownFolder.path();
  makeProgram(folder, "ffmpeg", "exec /bin/sleep 600");
  const Environment path("PATH", folder.string());
  const auto start = std::chrono::steady_clock::now();
  {
    FilmWriter writer(spec(folder / "a.webm"));
    writer.add(flat(4, 2, 7));
  }
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(60));
  CHECK(entries(folder) == 1);
}

TEST_CASE("the writer takes no more pictures than it can hold") {
  const TestFolder ownFolder;
  const fs::path folder = ownFolder.path();
  makeProgram(folder, "ffmpeg", "exec /bin/sleep 600");
  const Environment path("PATH", folder.string());
  FilmWriter writer(spec(folder / "a.gif"));
  int taken = 0;
  while (writer.hasRoom() && taken < 100) {
    writer.add(flat(1000, 1000, 7));
    ++taken;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  CHECK(taken >= 3);
  CHECK(taken < 10);
}
