#include "app/picture_cache.h"

#include <cmath>

namespace es::app {
namespace {

constexpr int kFineSamples = 4;

}  // namespace

void PictureCache::show(const SceneInput& input, const RectPx& picture, Window::Size framebuffer,
                        render::Renderer& renderer, SceneBuilder& scenes,
                        const render::RenderTarget* window) {
  Content content{input.document, input.view, input.space.revision(), input.hovered, picture, framebuffer};
  const Clock::time_point now = Clock::now();
  const bool changed = content != m_drawn;
  if (changed) m_changedAt = now;
  const bool rests = std::chrono::duration<double>(now - m_changedAt).count() >= kRestSec;
  if (changed || (!m_fine && rests)) {
    m_fine = !m_software || !changed;
    const bool fits = m_target && m_target->width() == framebuffer.width &&
                      m_target->height() == framebuffer.height && (m_target->samples() > 1) == m_fine;
    if (!fits)
      m_target = std::make_unique<render::RenderTarget>(framebuffer.width, framebuffer.height,
                                                        m_fine ? kFineSamples : 0);
    m_target->bind();
    renderer.draw(panelGround(input.view.theme), 0, 0, framebuffer.width, framebuffer.height);
    const auto px = [&](float value) { return static_cast<int>(std::lround(value * input.scale)); };
    renderer.draw(scenes.build(input), px(picture.x), framebuffer.height - px(picture.y + picture.height),
                  px(picture.width), px(picture.height));
    m_drawn = std::move(content);
  }
  m_target->blitTo(window, framebuffer.width, framebuffer.height);
}

}  // namespace es::app
