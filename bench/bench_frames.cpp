// Usage: bench_frames TABLE | --synthetic ROWS [--size WxH]
// Times frames as the window makes them, panels included: panels laid out, scene built, picture drawn, panels
// drawn over it, and all of it read back, which waits for the driver to finish and stands for the copy to the
// screen.
// --synthetic: a table of so many random rows, 100 dimensions, made in memory. --size: of the window, in
// pixels.

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <memory>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "app/command/command_text.h"
#include "app/evaluate/evaluate.h"
#include "app/evaluate/table_move.h"
#include "app/output/studio.h"
#include "app/panels/layout/panels.h"
#include "app/platform/headless/egl_context.h"
#include "app/platform/imgui/imgui_layer.h"
#include "app/program/picture_cache.h"
#include "app/scene/best_view.h"
#include "app/scene/pointed_word.h"
#include "app/session/session.h"
#include "base/progress.h"
#include "bench/timing.h"
#include "math/formula/expression.h"
#include "render/gl/driver_info.h"
#include "render/text/font_files.h"

namespace {

using namespace es;

constexpr int kFrames = 31;
constexpr double kFrameSec = 1.0 / 60;
constexpr math::Index kDims = 100;
constexpr std::size_t kArrows = 12, kLabels = 50;  // what the busy scene shows at least

struct Options {
  std::string table;
  math::Index syntheticRows = 0;
  app::Window::Size size{1280, 800};
};

/// "king", "man", "woman", then six letters a row: distinct, and such as the labels take.
std::string syntheticWord(math::Index row) {
  constexpr std::array<const char*, 3> kFirst{"king", "man", "woman"};
  if (row < 3) return kFirst[static_cast<std::size_t>(row)];
  std::string word = "x";
  for (int place = 0; place < 5; ++place, row /= 26) word += static_cast<char>('a' + row % 26);
  return word;
}

std::shared_ptr<const model::EmbeddingTable> syntheticTable(math::Index rows) {
  std::mt19937_64 engine(1);
  std::normal_distribution<float> normal;
  math::RowMatrix numbers(rows, kDims);
  for (math::Index i = 0; i < numbers.size(); ++i) numbers.data()[i] = normal(engine);
  std::vector<std::string> words;
  words.reserve(static_cast<std::size_t>(rows));
  for (math::Index row = 0; row < rows; ++row) words.push_back(syntheticWord(row));
  model::TableSource source;
  source.name = "synthetic";
  return std::make_shared<const model::EmbeddingTable>(model::Vocabulary(std::move(words)),
                                                       std::move(numbers), std::move(source));
}

/// What the window's loop does, without a window.
class FrameBench {
 public:
  explicit FrameBench(const Options& options)
      : m_size(options.size),
        m_window(m_size.width, m_size.height, 0),
        m_imgui(nullptr, render::systemFontFiles()),
        m_scenes(m_studio.renderer.font()) {
    for (const app::QueuedCommand& first : app::firstCommands(options.table)) {
      if (options.syntheticRows == 0 || first.command != app::Command(app::OpenCommand{"default", {}, {}}))
        m_session.execute(first.command, first.mergeWithLast);
    }
    if (options.syntheticRows > 0) {
      std::vector<std::string> warnings;
      m_session.document.commit(app::withTable(m_session.document.state(),
                                               syntheticTable(options.syntheticRows), warnings,
                                               es::base::ignoreProgress()));
      m_session.space.follow(m_session.document.state(), false);
    }
    m_session.finishColors();
    m_panels.focusSearch = false;
    for (int settling = 0; settling < 3; ++settling) frame();  // ImGui lays new windows out over a few frames
  }

  void apply(const std::string& command) { m_session.execute(app::parseCommand(command)); }
  /// As the window does: the words turn to their new places. Milliseconds until it is taken up.
  double changeSlice(const std::string& command) {
    applyCommand(m_session.document, app::parseCommand(command));
    const auto start = std::chrono::steady_clock::now();
    m_session.space.follow(state(), true);
    const std::chrono::duration<double, std::milli> elapsed = std::chrono::steady_clock::now() - start;
    for (const std::uint64_t before = space().revision(); space().revision() == before;) space().advance(0);
    return elapsed.count();
  }
  [[nodiscard]] long rows() const { return static_cast<long>(m_session.space.positions().size()); }
  app::SlicePlayer& space() { return m_session.space; }
  [[nodiscard]] const app::DocumentState& state() const { return m_session.document.state(); }

  /// One frame of the slow turn.
  void turn() {
    m_session.view.camera.yawDegrees =
        std::remainder(m_session.view.camera.yawDegrees + 4 * kFrameSec, 360.0);
    frame();
  }
  void frame() {
    layPanelsOut();
    m_cache.show({sceneInput(), m_picture, m_size, &m_window}, m_studio.renderer, m_scenes, m_imgui);
    readBack();
  }
  void readBack() const {
    if (m_window.read().rgba.empty()) throw std::logic_error("expected a picture");
  }
  void layPanelsOut() {
    app::ImGuiLayer::FrameSpec spec;
    spec.widthPx = static_cast<float>(m_size.width);
    spec.heightPx = static_cast<float>(m_size.height);
    spec.fontSize = m_session.view.fontSize;
    m_imgui.beginFrame(spec);
    m_picture = app::drawPanels(app::panelInput(m_session), m_panels, spec.widthPx, spec.heightPx).scene;
    m_imgui.endFrame();
  }
  void drawPanels() {
    m_window.bind();
    m_imgui.render();
  }

  render::RenderScene scene() { return m_scenes.build(sceneInput()); }
  /// A picture without panels, where the window has it.
  void draw(const render::RenderScene& scene, const render::RenderTarget& target) {
    target.bind();
    m_studio.renderer.draw(scene, 0, 0, target.width(), target.height());
  }
  [[nodiscard]] render::RenderTarget pictureTarget(int samples) const {
    return {static_cast<int>(m_picture.width), static_cast<int>(m_picture.height), samples};
  }

  /// The search for the side from which the standing question is looked at.
  void findBestSide() {
    const auto figures = m_figures.of(state(), m_session.view.pathLength);
    if (!app::bestSide(state(), *figures)) throw std::logic_error("expected a standing question");
  }

  /// The pointer's search for the word below it.
  void pick(int i) {
    const float x = m_picture.width / 2 + static_cast<float>(i), y = m_picture.height / 2;
    static_cast<void>(app::rowAt(sceneInput(), x, y, 9));
  }

  /// More arrows and labels until there are so many: counted in the scene, not asked for. Where there is no
  /// room for them the letters are made smaller.
  void fillScene() {
    apply("set labels 500");
    apply("neighbors king - man + woman 60");
    for (math::Index row = 500; scene().arrows.size() < kArrows && row < 520; ++row)
      apply("show " + math::quoteWord(state().space->table->vocabulary().word(row)));
    const auto isFull = [](const render::RenderScene& built) {
      return built.arrows.size() >= kArrows && built.labels.size() >= kLabels;
    };
    for (int fontSize = 15; fontSize >= 10 && !isFull(scene()); --fontSize) {
      apply("set font-size " + fmt::format_int(fontSize).str());
      for (int settling = 0; settling < 3; ++settling) frame();
    }
    const render::RenderScene full = scene();
    std::fprintf(stderr, "busy scene: %zu arrows, %zu labels, font size %.0f\n", full.arrows.size(),
                 full.labels.size(), m_session.view.fontSize);
    if (!isFull(full)) throw std::logic_error("expected a scene of 12 arrows and 50 labels");
  }

 private:
  [[nodiscard]] app::SceneInput sceneInput() const {
    return app::sceneInput(m_session.sceneSubject(m_session.view), {m_picture.width, m_picture.height});
  }

  app::Window::Size m_size;
  render::RenderTarget m_window;  // stands for the window's framebuffer
  app::Session m_session;
  app::Studio m_studio;
  app::ImGuiLayer m_imgui;
  app::FigureCache m_figures;
  app::SceneBuilder m_scenes;
  app::PictureCache m_cache;
  app::PanelState m_panels;
  app::RectPx m_picture;
};

/// Beside the median the mean of the processor's time on all cores, which a machine busy with other things
/// changes less.
void timed(const char* work, FrameBench& frames, const std::function<void(int)>& once) {
  std::clock_t before = 0;
  const double ms = bench::medianMs(kFrames, [&, run = 0](int i) mutable {
    if (run++ == 1) before = std::clock();  // the first one warms up
    once(i);
  });
  const double cpuMs = 1e3 * static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC / kFrames;
  std::printf("{\"work\": \"%s\", \"rows\": %ld, \"ms\": %.4f, \"cpu_ms\": %.4f}\n", work, frames.rows(), ms,
              cpuMs);
  std::fflush(stdout);
}

/// The finer picture that follows a motion.
void benchRest(FrameBench& frames) {
  const render::RenderScene scene = frames.scene();
  const render::RenderTarget target = frames.pictureTarget(4);
  timed("picture at rest: opening scene", frames, [&](int) {
    frames.draw(scene, target);
    static_cast<void>(target.read());
  });
}

void benchParts(FrameBench& frames, bool software) {
  const render::RenderScene whole = frames.scene();
  const render::RenderTarget target = frames.pictureTarget(software ? 0 : 4);
  const auto drawn = [&](const char* work, const render::RenderScene& part) {
    timed(work, frames, [&](int) {
      frames.draw(part, target);
      static_cast<void>(target.read());
    });
  };
  timed("part: panels laid out", frames, [&](int) { frames.layPanelsOut(); });
  timed("part: scene built", frames, [&](int) { frames.scene(); });
  timed("part: frame read back", frames, [&](int) { frames.readBack(); });
  timed("part: panels drawn, frame read back", frames, [&](int) {
    frames.drawPanels();
    frames.readBack();
  });
  drawn("part: scene drawn and read back", whole);
  render::RenderScene part = whole;
  part.labels.clear();
  drawn("part: the same without labels", part);
  part.sprites.clear();
  part.rings.clear();
  part.arrows.clear();
  drawn("part: cloud and lines only", part);
  part.lines.clear();
  drawn("part: cloud only", part);
  part.cloud.positions = {};
  drawn("part: nothing", part);
}

void benchTurningSlice(FrameBench& frames) {
  bench::report("part: new slice taken up", frames.rows(), frames.changeSlice("slice random 1"));
  timed("part: words moved on in a turn", frames, [&](int) { frames.space().advance(kFrameSec); });
  frames.changeSlice("slice random 2");
  timed("frame in motion: slice turning", frames, [&](int) {
    frames.space().advance(kFrameSec);
    frames.frame();
  });
  if (!frames.space().moving()) throw std::logic_error("expected the slice to turn still");
}

/// Every token's path through the model, laid over the standing question; the picture is as before
/// afterwards.
void benchPaths(FrameBench& frames) {
  frames.apply("trace \"the old king and the young queen went home\"");
  frames.apply("trace \"the old king and the young queen went home\" queen --also");
  timed("frame in motion: paths through the model", frames, [&](int) { frames.turn(); });
  timed("part: scene built, paths through the model", frames, [&](int) { frames.scene(); });
  frames.apply("undo");
  frames.apply("undo");
}

void run(const Options& options) {
  const app::EglContext context;
  const render::DriverInfo driver = render::driverInfo();
  std::fprintf(stderr, "%s, OpenGL %s\n", driver.renderer.c_str(), driver.version.c_str());
  FrameBench frames(options);
  timed("frame in motion: opening scene", frames, [&](int) { frames.turn(); });
  benchRest(frames);
  timed("word under the pointer", frames, [&](int i) { frames.pick(i); });
  frames.apply("neighbors king - man + woman");
  timed("frame in motion: king - man + woman", frames, [&](int) { frames.turn(); });
  timed("part: scene built, king - man + woman", frames, [&](int) { frames.scene(); });
  timed("part: best side, king - man + woman", frames, [&](int) { frames.findBestSide(); });
  benchPaths(frames);
  frames.fillScene();
  timed("frame in motion: busy scene", frames, [&](int) { frames.turn(); });
  benchParts(frames, driver.software);
  benchTurningSlice(frames);
}

long number(const char* text) {
  char* end = nullptr;
  const long value = std::strtol(text, &end, 10);
  return *text != 0 && *end == 0 ? value : 0;
}

/// Nothing where they make no sense.
std::optional<Options> parsed(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--synthetic" && i + 1 < argc) {
      options.syntheticRows = number(argv[++i]);
    } else if (argument == "--size" && i + 1 < argc) {
      if (std::sscanf(argv[++i], "%dx%d", &options.size.width, &options.size.height) != 2) return {};
    } else if (options.table.empty()) {
      options.table = argument;
    } else {
      return {};
    }
  }
  const bool sizeFits = options.size.width >= 640 && options.size.height >= 480;
  if (!sizeFits || options.table.empty() == (options.syntheticRows < 1000)) return {};
  return options;
}

}  // namespace

int main(int argc, char** argv) {
  const std::optional<Options> options = parsed(argc, argv);
  if (!options) {
    std::fprintf(stderr, "usage: bench_frames TABLE | --synthetic ROWS (1000 or more) [--size WxH]\n");
    return 2;
  }
  try {
    run(*options);
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "bench_frames: %s\n", error.what());
    return 1;
  }
}
