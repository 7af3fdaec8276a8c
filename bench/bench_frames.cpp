// Usage: bench_frames TABLE   times the pictures of a table: scene building, drawing and reading back, which
// waits for the driver to finish. 1280x800, without panels.

#include <cmath>
#include <cstdio>
#include <stdexcept>

#include "app/command/command_text.h"
#include "app/document/document.h"
#include "app/platform/egl_context.h"
#include "app/scene_builder.h"
#include "bench/timing.h"
#include "render/font_files.h"
#include "render/renderer.h"

namespace {

using namespace es;

constexpr int kWidthPx = 1280, kHeightPx = 800;
constexpr int kFrames = 31;
constexpr double kFrameSec = 1.0 / 60;

/// What the window's loop does between events and panels.
class FrameBench {
 public:
  explicit FrameBench(const std::string& path)
      : m_renderer(render::FontChain(render::systemFontFiles()), std::nullopt), m_scenes(m_renderer.font()) {
    apply("open \"" + path + "\"");
    m_space.follow(m_document.state(), false);
  }

  void apply(const std::string& command) { m_document.apply(app::parseCommand(command)); }
  long rows() const { return static_cast<long>(m_space.positions().size()); }
  app::SlicePlayer& space() { return m_space; }
  const app::DocumentState& state() const { return m_document.state(); }

  /// One frame of the slow turn.
  void draw(const render::RenderTarget& target) {
    m_view.camera.yawDegrees = std::remainder(m_view.camera.yawDegrees + 4 * kFrameSec, 360.0);
    target.bind();
    m_renderer.draw(m_scenes.build(input()), 0, 0, kWidthPx, kHeightPx);
    if (target.read().rgba.empty()) throw std::logic_error("expected a picture");
  }

  /// The pointer's search for the word below it.
  void pick(int i) {
    app::rowAt(input(), static_cast<float>(kWidthPx / 2 + i), static_cast<float>(kHeightPx / 2), 9);
  }

 private:
  app::SceneInput input() const {
    app::SceneInput input{m_document.state(), m_view, m_space, {}};
    input.widthPx = kWidthPx;
    input.heightPx = kHeightPx;
    return input;
  }

  app::Document m_document;
  app::ViewState m_view;
  app::SlicePlayer m_space;
  render::Renderer m_renderer;
  app::SceneBuilder m_scenes;
};

void benchTurningSlice(FrameBench& frames, const render::RenderTarget& target) {
  frames.apply("slice random 1");
  frames.space().follow(frames.state(), true);
  const double ms = bench::medianMs(kFrames, [&](int) {
    frames.space().advance(kFrameSec);
    frames.draw(target);
  });
  if (!frames.space().moving()) throw std::logic_error("expected the slice to turn still");
  bench::report("frame in motion: slice turning", frames.rows(), ms);
}

void run(const std::string& path) {
  const app::EglContext context;
  const render::DriverInfo driver = render::driverInfo();
  std::fprintf(stderr, "%s, OpenGL %s\n", driver.renderer.c_str(), driver.version.c_str());
  FrameBench frames(path);
  const render::RenderTarget rest(kWidthPx, kHeightPx, 4);
  const render::RenderTarget motion(kWidthPx, kHeightPx, driver.software ? 0 : 4);  // as the window has it
  const auto timed = [&](const char* work, const render::RenderTarget& target) {
    bench::report(work, frames.rows(), bench::medianMs(kFrames, [&](int) { frames.draw(target); }));
  };
  timed("frame in motion: opening scene", motion);
  timed("frame at rest: opening scene", rest);
  bench::report("reading a frame back", frames.rows(), bench::medianMs(kFrames, [&](int) { rest.read(); }));
  bench::report("word under the pointer", frames.rows(),
                bench::medianMs(kFrames, [&](int i) { frames.pick(i); }));
  frames.apply("neighbors king - man + woman");
  timed("frame in motion: king - man + woman", motion);
  benchTurningSlice(frames, motion);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: bench_frames TABLE\n");
    return 2;
  }
  try {
    run(argv[1]);
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "bench_frames: %s\n", error.what());
    return 1;
  }
}
