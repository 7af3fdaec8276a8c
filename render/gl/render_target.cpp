#include "render/gl/render_target.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstring>
#include <string>

#include "base/error.h"
#include "render/gl/gl_objects.h"

namespace es::render {

struct RenderTarget::Objects {
  int width = 0;
  int height = 0;
  int samples = 0;
  Renderbuffer color;  // what is drawn into
  Renderbuffer depth;
  Framebuffer drawing;
  Renderbuffer average;  // one sample a pixel; empty when `color` is that already
  Framebuffer resolved;

  [[nodiscard]] GLuint readable() const { return resolved ? resolved.id() : drawing.id(); }
};

namespace {

void allocate(const Renderbuffer& buffer, int samples, GLenum format, int width, int height) {
  glBindRenderbuffer(GL_RENDERBUFFER, buffer.id());
  glRenderbufferStorageMultisample(GL_RENDERBUFFER, samples, format, width, height);
}

void attach(const Framebuffer& framebuffer, const Renderbuffer& color, const Renderbuffer* depth) {
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer.id());
  glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, color.id());
  if (depth != nullptr)
    glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_DEPTH_ATTACHMENT, GL_RENDERBUFFER, depth->id());
  const GLenum status = glCheckFramebufferStatus(GL_FRAMEBUFFER);
  if (status != GL_FRAMEBUFFER_COMPLETE)
    throw Error("picture: the driver refuses the framebuffer (status " + std::to_string(status) + ")");
}

bool isOpaque(const std::vector<std::uint8_t>& rgba) {
  std::uint32_t all = ~0U;
  for (std::size_t i = 0; i < rgba.size(); i += 4) {
    std::uint32_t pixel = 0;
    std::memcpy(&pixel, &rgba[i], sizeof pixel);
    all &= pixel;
  }
  std::array<std::uint8_t, 4> channels{};
  std::memcpy(channels.data(), &all, sizeof all);
  return channels[3] == 255;
}

// GL's picture, last row first and premultiplied, in place.
void toStraightTopDown(Image& image) {
  const auto rowBytes = static_cast<std::ptrdiff_t>(image.width) * 4;
  for (int row = 0; row < image.height / 2; ++row) {
    const auto upper = image.rgba.begin() + row * rowBytes;
    const auto lower = image.rgba.begin() + (image.height - 1 - row) * rowBytes;
    std::swap_ranges(upper, upper + rowBytes, lower);
  }
  if (isOpaque(image.rgba)) return;
  for (std::size_t i = 0; i < image.rgba.size(); i += 4) {
    const unsigned alpha = image.rgba[i + 3];
    if (alpha == 0 || alpha == 255) continue;
    for (std::size_t c = i; c < i + 3; ++c)
      image.rgba[c] = static_cast<std::uint8_t>(std::min(255U, (image.rgba[c] * 255U + alpha / 2) / alpha));
  }
}

}  // namespace

RenderTarget::RenderTarget(int width, int height, int samples) : m_objects(std::make_unique<Objects>()) {
  GLint largest = 0;
  GLint mostSamples = 0;
  glGetIntegerv(GL_MAX_RENDERBUFFER_SIZE, &largest);
  glGetIntegerv(GL_MAX_SAMPLES, &mostSamples);
  if (width < 1 || height < 1 || width > largest || height > largest) {
    throw Error("picture of " + std::to_string(width) + "x" + std::to_string(height) +
                ": the driver offers 1x1 to " + std::to_string(largest) + "x" + std::to_string(largest));
  }
  Objects& o = *m_objects;
  o.width = width;
  o.height = height;
  o.samples = samples <= 1 ? 0 : std::min(samples, mostSamples);
  o.color = Renderbuffer::create();
  o.depth = Renderbuffer::create();
  o.drawing = Framebuffer::create();
  allocate(o.color, o.samples, GL_RGBA8, width, height);
  allocate(o.depth, o.samples, GL_DEPTH_COMPONENT32F, width, height);
  attach(o.drawing, o.color, &o.depth);
  if (o.samples == 0) return;
  o.average = Renderbuffer::create();
  o.resolved = Framebuffer::create();
  allocate(o.average, 0, GL_RGBA8, width, height);
  attach(o.resolved, o.average, nullptr);
}

RenderTarget::~RenderTarget() = default;
RenderTarget::RenderTarget(RenderTarget&&) noexcept = default;
RenderTarget& RenderTarget::operator=(RenderTarget&&) noexcept = default;

int RenderTarget::width() const {
  return m_objects ? m_objects->width : 0;
}
int RenderTarget::height() const {
  return m_objects ? m_objects->height : 0;
}

int RenderTarget::samples() const {
  return m_objects ? m_objects->samples : 0;
}

void RenderTarget::bind() const {
  assert(m_objects && "moved from");
  glBindFramebuffer(GL_FRAMEBUFFER, m_objects->drawing.id());
  glViewport(0, 0, m_objects->width, m_objects->height);
}

void RenderTarget::resolve() const {
  assert(m_objects && "moved from");
  const Objects& o = *m_objects;
  if (!o.resolved) return;
  glDisable(GL_SCISSOR_TEST);  // which a blit obeys
  glBindFramebuffer(GL_READ_FRAMEBUFFER, o.drawing.id());
  glBindFramebuffer(GL_DRAW_FRAMEBUFFER, o.resolved.id());
  glBlitFramebuffer(0, 0, o.width, o.height, 0, 0, o.width, o.height, GL_COLOR_BUFFER_BIT, GL_NEAREST);
}

void RenderTarget::copyTo(const RenderTarget* target, int x, int y, const glm::ivec4& clip) const {
  resolve();
  const Objects& o = *m_objects;
  const GLuint framebuffer = target != nullptr ? target->m_objects->drawing.id() : 0;
  const glm::ivec2 low = glm::max(glm::ivec2(x, y), glm::ivec2(clip.x, clip.y));
  const glm::ivec2 high =
      glm::min(glm::ivec2(x + o.width, y + o.height), glm::ivec2(clip.x + clip.z, clip.y + clip.w));
  if (low.x < high.x && low.y < high.y) {
    glDisable(GL_SCISSOR_TEST);
    glBindFramebuffer(GL_READ_FRAMEBUFFER, o.readable());
    glBindFramebuffer(GL_DRAW_FRAMEBUFFER, framebuffer);
    glBlitFramebuffer(low.x - x, low.y - y, high.x - x, high.y - y, low.x, low.y, high.x, high.y,
                      GL_COLOR_BUFFER_BIT, GL_NEAREST);
  }
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
}

Image RenderTarget::read() const {
  resolve();
  const Objects& o = *m_objects;
  Image image{o.width, o.height, {}};
  image.rgba.resize(static_cast<std::size_t>(o.width) * static_cast<std::size_t>(o.height) * 4);
  glBindFramebuffer(GL_READ_FRAMEBUFFER, o.readable());
  glPixelStorei(GL_PACK_ALIGNMENT, 4);
  glReadPixels(0, 0, o.width, o.height, GL_RGBA, GL_UNSIGNED_BYTE, image.rgba.data());
  toStraightTopDown(image);
  return image;
}

}  // namespace es::render
