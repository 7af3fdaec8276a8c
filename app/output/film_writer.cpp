#include "app/output/film_writer.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "app/platform/desktop/child_process.h"
#include "app/platform/desktop/png_file.h"
#include "base/error.h"
#include "base/error_line.h"
#include "base/file_ending.h"

namespace es::app {
namespace {

namespace fs = std::filesystem;

/// Where the pictures go, one after the other. The destructor takes back what `publish` has not made good.
class Sink {
 public:
  Sink() = default;
  virtual ~Sink() = default;
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;
  /// `stop`: asked while it waits for another program; true ends the waiting. Both throw es::Error.
  virtual void take(const render::Image& image, const ChildProcess::Stop& stop) = 0;
  virtual void publish(const ChildProcess::Stop& stop) = 0;
};

class FolderSink final : public Sink {
 public:
  explicit FolderSink(const FilmSpec& spec)
      : m_folder(spec.path), m_script(spec.script), m_writing(spec.writing) {
    std::error_code error;
    m_made = fs::create_directory(m_folder, error);
    if (error) throw Error(m_folder.string() + ": the folder cannot be made: " + error.message());
    if (fs::exists(frame(1), error))
      throw Error(m_folder.string() + ": holds a film already; name another folder");
  }
  ~FolderSink() override {
    if (m_published) return;
    std::error_code ignored;
    for (int number = 1; number <= m_count; ++number) fs::remove(frame(number), ignored);
    if (m_made) fs::remove(m_folder, ignored);
  }
  FolderSink(const FolderSink&) = delete;
  FolderSink& operator=(const FolderSink&) = delete;

  void take(const render::Image& image, const ChildProcess::Stop& /*stop*/) override {
    writePng(frame(m_count + 1), image, m_script, m_writing);
    ++m_count;
  }
  void publish(const ChildProcess::Stop& /*stop*/) override { m_published = true; }

 private:
  [[nodiscard]] fs::path frame(int number) const { return m_folder / fmt::format("frame-{:04}.png", number); }

  fs::path m_folder;
  std::string m_script;
  base::Writing m_writing;
  int m_count = 0;
  bool m_made = false;
  bool m_published = false;
};

/// What turns even RGB pictures into each kind of file. Sides of videos are even, and their colours those of
/// HD.
std::vector<std::string> encoderArguments(const std::string& ending) {
  const std::string toVideo = "pad=ceil(iw/2)*2:ceil(ih/2)*2,scale=out_color_matrix=bt709:out_range=tv";
  std::vector<std::string> video = {"-vf",         toVideo, "-pix_fmt",         "yuv420p",
                                    "-colorspace", "bt709", "-color_primaries", "bt709",
                                    "-color_trc",  "bt709"};
  const auto with = [&](std::initializer_list<std::string> more) {
    video.insert(video.end(), more);
    return video;
  };
  if (ending == ".mp4")
    return with({"-c:v", "libx264", "-crf", "17", "-movflags", "+faststart", "-f", "mp4"});
  if (ending == ".webm")
    return with({"-c:v", "libvpx-vp9", "-crf", "22", "-b:v", "0", "-row-mt", "1", "-f", "webm"});
  return {"-filter_complex", "split[a][b];[a]palettegen[p];[b][p]paletteuse", "-loop", "0", "-f", "gif"};
}

std::vector<std::string> ffmpegCommand(const FilmSpec& spec, const fs::path& target) {
  const fs::path ffmpeg = programInPath("ffmpeg");
  if (ffmpeg.empty()) {
    throw Error(spec.path +
                ": ffmpeg is not installed, which makes videos; install it (Debian, Ubuntu: apt " +
                "install ffmpeg), or name a folder, without an ending, for numbered pictures");
  }
  std::vector<std::string> command = {ffmpeg.string(),
                                      "-hide_banner",
                                      "-loglevel",
                                      "error",
                                      "-y",
                                      "-f",
                                      "rawvideo",
                                      "-pixel_format",
                                      "rgba",
                                      "-video_size",
                                      fmt::format("{}x{}", spec.width, spec.height),
                                      "-framerate",
                                      fmt::format("{:f}", spec.fps),
                                      "-i",
                                      "pipe:0"};
  const std::vector<std::string> encoder = encoderArguments(base::fileEnding(spec.path));
  command.insert(command.end(), encoder.begin(), encoder.end());
  constexpr std::size_t kLongestArgument = 100'000;  // the system takes 128 KiB
  if (spec.script.size() < kLongestArgument) {
    command.emplace_back("-metadata");
    command.push_back("comment=" + spec.script);
  }
  for (const char* argument :
       {"-fflags", "+bitexact", "-flags:v", "+bitexact"})  // the same film, the same bytes
    command.emplace_back(argument);
  command.push_back("file:" + target.string());
  return command;
}

class VideoSink final : public Sink {
 public:
  explicit VideoSink(const FilmSpec& spec)
      : m_target(spec.path),
        m_partial(fmt::format("{}.{}.part", spec.path, ::getpid())),
        m_writing(spec.writing),
        m_ffmpeg(ffmpegCommand(spec, m_partial)) {}
  ~VideoSink() override {
    std::error_code ignored;
    fs::remove(m_partial, ignored);
  }
  VideoSink(const VideoSink&) = delete;
  VideoSink& operator=(const VideoSink&) = delete;

  void take(const render::Image& image, const ChildProcess::Stop& stop) override {
    if (m_ffmpeg.write(image.rgba, stop)) return;
    m_ffmpeg.finish(stop);  // throws what it complained of
    throw Error(m_target.string() + ": ffmpeg ended before the film did");
  }
  void publish(const ChildProcess::Stop& stop) override {
    m_ffmpeg.finish(stop);
    if (stop()) return;
    base::publishFile(m_partial, m_target, m_writing);
  }

 private:
  fs::path m_target;
  fs::path m_partial;
  base::Writing m_writing;
  ChildProcess m_ffmpeg;
};

std::unique_ptr<Sink> sinkFor(const FilmSpec& spec) {
  const std::string ending = base::fileEnding(spec.path);
  if (ending == ".mp4" || ending == ".webm" || ending == ".gif") return std::make_unique<VideoSink>(spec);
  constexpr std::array kOthers = {".mov", ".avi",  ".mkv",  ".m4v", ".mpg",
                                  ".ogv", ".apng", ".webp", ".png", ".jpg"};
  if (std::ranges::find(kOthers, ending) != kOthers.end())
    throw Error(spec.path + ": a film ends in .mp4, .webm or .gif; a folder of pictures has no ending");
  return std::make_unique<FolderSink>(spec);
}

}  // namespace

struct FilmWriter::State {
  explicit State(const FilmSpec& spec) : sink(sinkFor(spec)) {}

  void work();
  void takeAll();
  std::optional<render::Image> next();
  [[nodiscard]] bool isCut() const {
    const std::lock_guard lock(mutex);
    return cut;
  }
  [[nodiscard]] bool canTake() const { return waiting.size() < kMostWaiting || failed; }

  static constexpr std::size_t kMostWaiting = 3;  // pictures in memory
  std::unique_ptr<Sink> sink;                     // the thread's alone, once it runs
  mutable std::mutex mutex;
  std::condition_variable changed;
  std::deque<render::Image> waiting;
  bool closed = false, cut = false, failed = false, over = false;
  std::string error;
  std::thread thread;
};

/// Nothing: no more come, or the film is cut short.
std::optional<render::Image> FilmWriter::State::next() {
  std::unique_lock lock(mutex);
  changed.wait(lock, [this] { return !waiting.empty() || closed || cut; });
  if (cut || waiting.empty()) return std::nullopt;
  render::Image image = std::move(waiting.front());
  waiting.pop_front();
  changed.notify_all();
  return image;
}

void FilmWriter::State::takeAll() {
  const auto stop = [this] { return isCut(); };
  while (const auto image = next()) sink->take(*image, stop);
  if (!stop()) sink->publish(stop);
}

void FilmWriter::State::work() {
  std::string problem;
  try {
    takeAll();
  } catch (const std::exception& caught) {  // the thread's boundary: no memory is said, too
    problem = base::errorLine(caught);
  }
  sink.reset();
  const std::lock_guard lock(mutex);
  error = problem;
  failed = !problem.empty();
  over = true;
  changed.notify_all();
}

FilmWriter::FilmWriter(const FilmSpec& spec) : m_state(std::make_unique<State>(spec)) {
  m_state->thread = std::thread([state = m_state.get()] { state->work(); });
}

FilmWriter::~FilmWriter() {
  {
    const std::lock_guard lock(m_state->mutex);
    m_state->cut = true;
    m_state->changed.notify_all();
  }
  if (m_state->thread.joinable()) m_state->thread.join();
}

bool FilmWriter::hasRoom() const {
  const std::lock_guard lock(m_state->mutex);
  return m_state->canTake();
}

void FilmWriter::add(render::Image image) {
  std::unique_lock lock(m_state->mutex);
  assert(!m_state->closed);
  m_state->changed.wait(lock, [this] { return m_state->canTake(); });
  if (m_state->failed) return;
  m_state->waiting.push_back(std::move(image));
  m_state->changed.notify_all();
}

void FilmWriter::close() {
  const std::lock_guard lock(m_state->mutex);
  m_state->closed = true;
  m_state->changed.notify_all();
}

bool FilmWriter::done() const {
  const std::lock_guard lock(m_state->mutex);
  return m_state->over;
}

void FilmWriter::finish() {
  close();
  if (m_state->thread.joinable()) m_state->thread.join();
  if (m_state->failed) throw Error(m_state->error);
}

}  // namespace es::app
