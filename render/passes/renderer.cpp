#include "render/passes/renderer.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/error.h"
#include "render/gl/driver_info.h"
#include "render/gl/frame_uniform_buffer.h"
#include "render/passes/arrow_pass.h"
#include "render/passes/label_pass.h"
#include "render/passes/line_pass.h"
#include "render/passes/point_pass.h"
#include "render/passes/ring_pass.h"
#include "render/passes/screen_line_pass.h"
#include "render/passes/splat_pass.h"
#include "render/passes/sprite_pass.h"

namespace es::render {
namespace {

constexpr int kMaxSidePx = 32768;
constexpr std::int64_t kMaxPixels = std::int64_t{1} << 28U;

struct Passes {
  explicit Passes(const ShaderSources& sources)
      : arrows(sources),
        lines(sources),
        points(sources),
        splats(sources),
        sprites(sources),
        rings(sources),
        screenLines(sources),
        labels(sources) {}

  ArrowPass arrows;
  LinePass lines;
  PointPass points;
  SplatPass splats;
  SpritePass sprites;
  RingPass rings;
  ScreenLinePass screenLines;
  LabelPass labels;
};

void checkSize(int widthPx, int heightPx) {
  const bool sidesFit = widthPx >= 1 && heightPx >= 1 && widthPx <= kMaxSidePx && heightPx <= kMaxSidePx;
  if (sidesFit && std::int64_t{widthPx} * heightPx <= kMaxPixels) return;
  throw Error("picture of " + std::to_string(widthPx) + "x" + std::to_string(heightPx) +
              " pixels: a side may have 1 to 32768, the whole at most 268435456");
}

void copyTile(const Image& tile, const Tile& place, Image& whole) {
  for (int row = 0; row < place.height; ++row) {
    const auto from = static_cast<std::ptrdiff_t>(row) * tile.width * 4;
    const auto to = (static_cast<std::ptrdiff_t>(place.y + row) * whole.width + place.x) * 4;
    std::copy_n(tile.rgba.begin() + from, place.width * 4, whole.rgba.begin() + to);
  }
}

/// A little of what every picture of words shows.
RenderScene sampleScene(std::span<const glm::vec3> points) {
  RenderScene scene;
  scene.cloud.positions = points;
  scene.cloud.revision = ~std::uint64_t{0};  // nobody else's
  scene.lines.push_back({.to = {0.0F, 1.0F, 0.0F}});
  scene.labels.push_back({.text = "abcdefghijklmnopqrstuvwxyz", .baselinePx = {9.0F, 20.0F}});
  return scene;
}

}  // namespace

struct Renderer::State {
  State(FontChain chain, std::optional<std::string> shaderFolder)
      : font(std::move(chain)),
        sources(std::move(shaderFolder)),
        sourcesChanged(sources.newestChange()),
        passes(sources),
        softwareDriver(driverInfo().software) {}

  FontChain font;
  ShaderSources sources;
  std::filesystem::file_time_type sourcesChanged;
  Passes passes;
  bool softwareDriver;
  FrameUniformBuffer uniforms;

  void reloadChangedShaders();
  /// Draws one part of a picture with its bottom left corner at `origin` of the bound framebuffer.
  void drawTile(const RenderScene& scene, glm::ivec2 origin, const Tile& tile, glm::ivec2 fullPx);
  void drawPasses(const Frame& frame, glm::ivec2 origin, const Tile& tile);
  void drawCloud(const Frame& frame, glm::ivec2 origin, const Tile& tile);
};

// Only where a folder was given. A shader that no longer compiles is reported once and leaves the old ones at
// work.
void Renderer::State::reloadChangedShaders() {
  const auto newest = sources.newestChange();
  if (newest == sourcesChanged) return;
  sourcesChanged = newest;
  passes = Passes(sources);
}

void Renderer::State::drawCloud(const Frame& frame, glm::ivec2 origin, const Tile& tile) {
  if (softwareDriver && SplatPass::canDraw(frame)) {
    passes.splats.draw(frame, tile, origin);
  } else {
    passes.points.draw(frame);
  }
}

// Solid things first, with depth; then what blends: strong lines leave depth for the points, points leave
// none.
void Renderer::State::drawPasses(const Frame& frame, glm::ivec2 origin, const Tile& tile) {
  uniforms.upload(frame.uniforms);
  glEnable(GL_BLEND);
  glBlendEquation(GL_FUNC_ADD);
  glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);  // premultiplied
  glEnable(GL_DEPTH_TEST);
  glDepthFunc(GL_LEQUAL);
  glDepthMask(GL_FALSE);
  passes.arrows.draw(frame);
  passes.lines.draw(frame);
  drawCloud(frame, origin, tile);
  passes.sprites.draw(frame, ArrowPass::dots(frame));
  glDisable(GL_DEPTH_TEST);
  passes.rings.draw(frame);
  passes.screenLines.draw(frame);
  passes.labels.draw(frame, font);
  glDepthMask(GL_TRUE);  // so that others may clear depth
  glBindVertexArray(0);
}

void Renderer::State::drawTile(const RenderScene& scene, glm::ivec2 origin, const Tile& tile,
                               glm::ivec2 fullPx) {
  // GL drops a point whose centre is outside the viewport, so the viewport reaches over the scissored
  // rectangle.
  const int margin = marginPx(scene);
  const Frame frame = makeFrame(scene, tile, fullPx, margin);
  glViewport(origin.x - margin, origin.y - margin, tile.width + 2 * margin, tile.height + 2 * margin);
  glEnable(GL_SCISSOR_TEST);
  glScissor(origin.x, origin.y, tile.width, tile.height);
  glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
  glDepthMask(GL_TRUE);
  glDisable(GL_CULL_FACE);
  const glm::vec4& ground = frame.uniforms.background;
  glClearColor(ground.r, ground.g, ground.b, ground.a);
  glClear(GL_COLOR_BUFFER_BIT | GL_DEPTH_BUFFER_BIT);
  drawPasses(frame, origin, tile);
  glDisable(GL_SCISSOR_TEST);
  glViewport(origin.x, origin.y, tile.width, tile.height);
}

Renderer::Renderer(FontChain font, std::optional<std::string> shaderFolder)
    : m_state(std::make_unique<State>(std::move(font), std::move(shaderFolder))) {}
Renderer::~Renderer() = default;
Renderer::Renderer(Renderer&&) noexcept = default;
Renderer& Renderer::operator=(Renderer&&) noexcept = default;

const FontChain& Renderer::font() const {
  return m_state->font;
}

void Renderer::draw(const RenderScene& scene, int originX, int originY, int widthPx, int heightPx) {
  if (widthPx < 1 || heightPx < 1) return;
  m_state->reloadChangedShaders();
  m_state->drawTile(scene, {originX, originY}, {0, 0, widthPx, heightPx}, {widthPx, heightPx});
}

Image Renderer::capture(const RenderScene& scene, int widthPx, int heightPx, int samples, int maxTilePx) {
  checkSize(widthPx, heightPx);
  GLint largest = 0;
  glGetIntegerv(GL_MAX_RENDERBUFFER_SIZE, &largest);
  const int side = std::min(maxTilePx, largest);
  const RenderTarget target(std::min(side, widthPx), std::min(side, heightPx), samples);

  Image whole{widthPx, heightPx, {}};
  whole.rgba.resize(static_cast<std::size_t>(widthPx) * static_cast<std::size_t>(heightPx) * 4);
  for (int y = 0; y < heightPx; y += target.height()) {
    for (int x = 0; x < widthPx; x += target.width()) {
      // The last tiles of a row or column reach back over their neighbours instead of beyond the picture.
      const Tile tile{std::min(x, widthPx - target.width()), std::min(y, heightPx - target.height()),
                      target.width(), target.height()};
      target.bind();
      m_state->drawTile(scene, {0, 0}, tile, {widthPx, heightPx});
      copyTile(target.read(), tile, whole);
    }
  }
  return whole;
}

void Renderer::warmUp(int samples) {
  constexpr std::array<glm::vec3, 1> kPoints{};
  capture(sampleScene(kPoints), 70, 50, samples);  // powers of two would be programs of their own to llvmpipe
}

}  // namespace es::render
