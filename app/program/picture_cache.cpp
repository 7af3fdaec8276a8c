#include "app/program/picture_cache.h"

#include <cmath>
#include <utility>
#include <vector>

namespace es::app {
namespace {

constexpr int kFineSamples = 4;

/// A part of the window in its framebuffer's pixels: x, y from the bottom left, width, height.
glm::ivec4 pixelsOf(const RectPx& part, float scale, int framebufferHeight) {
  const auto px = [scale](float value) { return static_cast<int>(std::lround(value * scale)); };
  // Edges are rounded, not sizes: what lies beside one another does so in pixels.
  const int left = px(part.x), bottom = px(part.y + part.height);
  return {left, framebufferHeight - bottom, px(part.x + part.width) - left, bottom - px(part.y)};
}

bool hasSize(const RectPx& part) {
  return part.width >= 1 && part.height >= 1;
}

}  // namespace

void PictureCache::show(const WindowFrame& frame, render::Renderer& renderer, SceneBuilder& scenes,
                        ImGuiLayer& panels) {
  const SceneInput& input = frame.scene;
  const RectPx& picture = frame.picture;
  const Window::Size& framebuffer = frame.framebuffer;
  Content content{input.document,
                  input.view,
                  input.coloring,
                  input.space.revision(),
                  input.motion ? input.motion->revision() : 0,
                  input.hovered,
                  picture,
                  input.clear,
                  framebuffer,
                  input.scale};
  const bool fits =
      m_whole && m_whole->width() == framebuffer.width && m_whole->height() == framebuffer.height;
  if (!fits) {
    m_whole = std::make_unique<render::RenderTarget>(framebuffer.width, framebuffer.height, 0);
    m_panels = std::make_unique<render::Overlay>(framebuffer.width, framebuffer.height);
  }
  const bool arranged = fits && m_drawn && m_drawn->picture == picture && m_drawn->scale == input.scale &&
                        m_drawn->view.theme == input.view.theme;
  if (!hasSize(picture)) m_target.reset();
  const bool redrawn = hasSize(picture) && drawPicture(content, input, renderer, scenes);
  const auto logical = [&](int pixels) { return static_cast<float>(pixels) / input.scale; };
  const RectPx window{0, 0, logical(framebuffer.width), logical(framebuffer.height)};
  const glm::ivec4 everything(0, 0, framebuffer.width, framebuffer.height);
  RectPx damage = panels.takeDamage();
  if (!arranged) damage = window;
  if (hasSize(damage)) {
    m_panels->renew(pixelsOf(damage, input.scale, framebuffer.height));
    panels.renderWithin(damage);
  }
  if (!arranged) {
    compose(window, content, renderer, panels);
  } else {
    if (redrawn) compose(picture, content, renderer, panels);
    if (hasSize(damage)) compose(damage, content, renderer, panels);
  }
  m_drawn = std::move(content);
  m_whole->copyTo(frame.target, 0, 0, everything);
}

/// True when it was drawn.
bool PictureCache::drawPicture(const Content& content, const SceneInput& input, render::Renderer& renderer,
                               SceneBuilder& scenes) {
  const Clock::time_point now = Clock::now();
  const bool changed = content != m_drawn;
  if (changed) m_changedAt = now;
  const bool rests = std::chrono::duration<double>(now - m_changedAt).count() >= kRestSec;
  if (!changed && (m_fine || !rests)) return false;
  m_fine = !m_software || !changed;
  const glm::ivec4 place = pixelsOf(content.picture, content.scale, content.framebuffer.height);
  const bool fits = m_target && m_target->width() == place.z && m_target->height() == place.w &&
                    (m_target->samples() > 1) == m_fine;
  if (!fits) m_target = std::make_unique<render::RenderTarget>(place.z, place.w, m_fine ? kFineSamples : 0);
  m_target->bind();
  renderer.draw(scenes.build(input), 0, 0, place.z, place.w);
  return true;
}

/// Makes a part of the window anew: ground, picture, panels.
void PictureCache::compose(const RectPx& part, const Content& content, render::Renderer& renderer,
                           const ImGuiLayer& panels) const {
  const int height = content.framebuffer.height;
  const glm::ivec4 pixels = pixelsOf(part, content.scale, height);
  m_whole->bind();
  if (part != content.picture)
    renderer.draw(panelGround(content.view.theme), pixels.x, pixels.y, pixels.z, pixels.w);
  if (hasSize(content.picture)) {
    const glm::ivec4 place = pixelsOf(content.picture, content.scale, height);
    m_target->copyTo(m_whole.get(), place.x, place.y, pixels);
  }
  std::vector<glm::ivec4> boxes;
  for (const RectPx& box : panels.drawnBoxes()) boxes.push_back(pixelsOf(box, content.scale, height));
  m_panels->layOver(pixels, boxes);
}

}  // namespace es::app
