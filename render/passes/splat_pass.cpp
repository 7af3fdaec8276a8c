#include "render/passes/splat_pass.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace es::render {
namespace {

using Stretch = SplatPass::Stretch;

glm::ivec4 pixelsOf(const Stretch& stretch, const SplatImage& image) {  // left, bottom, right, top
  return {stretch.first * kSolidTilePx, stretch.row * kSolidTilePx,
          std::min(stretch.end * kSolidTilePx, image.width),
          std::min((stretch.row + 1) * kSolidTilePx, image.height)};
}

std::vector<Stretch> stretchesOf(const SolidTiles& tiles) {
  std::vector<Stretch> found;
  for (int row = 0; row < tiles.rows; ++row) {
    const float* const furthest = tiles.row(row);
    for (int column = 0; column < tiles.columns; ++column) {
      if (furthest[column] == SolidTiles::kNothing) continue;
      const bool goesOn = !found.empty() && found.back().row == row && found.back().end == column;
      if (!goesOn) found.push_back({row, column, column});
      found.back().end = column + 1;
    }
  }
  return found;
}

std::uint32_t packed(const glm::vec4& premultiplied) {
  std::uint32_t color = 0;
  for (int channel = 3; channel >= 0; --channel) {
    const float value = std::clamp(premultiplied[channel], 0.0F, 1.0F);
    color = color << 8U | static_cast<std::uint32_t>(std::lround(value * 255.0F));
  }
  return color;
}

std::ptrdiff_t placeOf(const SplatImage& image, int x, int y) {
  return static_cast<std::ptrdiff_t>(y) * image.stride + kPlacePadPx + x;
}

void setTexture(const Texture& texture, glm::ivec2 size) {
  glBindTexture(GL_TEXTURE_2D, texture.id());
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, size.x, size.y, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
}

void send(const Texture& texture, const SplatImage& image, const std::vector<std::uint32_t>& pixels,
          const glm::ivec4& part) {
  glBindTexture(GL_TEXTURE_2D, texture.id());
  glPixelStorei(GL_UNPACK_ROW_LENGTH, image.stride);
  glTexSubImage2D(GL_TEXTURE_2D, 0, part.x, part.y, part.z - part.x, part.w - part.y, GL_RGBA,
                  GL_UNSIGNED_BYTE, pixels.data() + placeOf(image, part.x, part.y));
  glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
}

// Where nothing is solid GL's depth is 1: nothing can be seen before it twice.
void markNothing(SplatImage& image, const Stretch& stretch) {
  for (int column = stretch.first; column < stretch.end; ++column) {
    const glm::ivec4 tile = pixelsOf({stretch.row, column, column + 1}, image);
    float furthest = SolidTiles::kNothing;
    for (int y = tile.y; y < tile.w; ++y) {
      float* const row = image.depth.data() + placeOf(image, 0, y);
      for (int x = tile.x; x < tile.z; ++x) {
        if (row[x] >= 1.0F) row[x] = SolidTiles::kNothing;
        furthest = std::max(furthest, row[x]);
      }
    }
    image.solids.row(stretch.row)[column] = furthest;
  }
}

}  // namespace

SplatPass::SplatPass(const ShaderSources& sources)
    : m_program(sources, "splat.vert", "splat.frag"),
      m_quads(sizeof(glm::vec4), {{0, 4, 0}}),
      m_ground(Texture::create()),
      m_front(Texture::create()),
      m_groundSource(Framebuffer::create()) {}

bool SplatPass::canDraw(const Frame& frame) {
  const PointCloud& cloud = frame.scene.cloud;
  return !cloud.positions.empty() && cloud.sizePx * frame.uniforms.scale <= kMaxSplatPx;
}

void SplatPass::makeRoom(glm::ivec2 size) {
  if (m_textureSize == size) return;
  m_textureSize = {};  // until all of it is there
  m_image.resize(size.x, size.y, true);
  glActiveTexture(GL_TEXTURE0);
  setTexture(m_ground, size);
  setTexture(m_front, size);
  GLint framebuffer = 0;
  glGetIntegerv(GL_DRAW_FRAMEBUFFER_BINDING, &framebuffer);
  glBindFramebuffer(GL_FRAMEBUFFER, m_groundSource.id());
  glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, m_ground.id(), 0);
  glBindFramebuffer(GL_FRAMEBUFFER, static_cast<GLuint>(framebuffer));
  m_textureSize = size;
}

// Depth is kNothing but in the tiles that the last frame read.
void SplatPass::forgetDepth() {
  for (const Stretch& stretch : m_stretches) {
    const glm::ivec4 part = pixelsOf(stretch, m_image);
    for (int y = part.y; y < part.w; ++y)
      std::fill_n(m_image.depth.begin() + placeOf(m_image, part.x, y), part.z - part.x, SolidTiles::kNothing);
  }
}

void SplatPass::readTiles(glm::ivec2 origin) {
  glPixelStorei(GL_PACK_ROW_LENGTH, m_image.stride);
  for (const Stretch& stretch : m_stretches) {
    const glm::ivec4 part = pixelsOf(stretch, m_image);
    glReadPixels(origin.x + part.x, origin.y + part.y, part.z - part.x, part.w - part.y, GL_DEPTH_COMPONENT,
                 GL_FLOAT, m_image.depth.data() + placeOf(m_image, part.x, part.y));
    markNothing(m_image, stretch);
  }
  glPixelStorei(GL_PACK_ROW_LENGTH, 0);
}

void SplatPass::readDepth(int samples, GLuint framebuffer, glm::ivec2 origin) {
  if (m_stretches.empty()) return;
  if (samples > 0) {
    readSampledDepth(framebuffer, origin);
  } else {
    readTiles(origin);
  }
}

// Samples cannot be read, only copied to a framebuffer that has one a pixel, place for place.
void SplatPass::readSampledDepth(GLuint framebuffer, glm::ivec2 origin) {
  const glm::ivec2 corner = origin + glm::ivec2(m_image.width, m_image.height);
  if (!m_oneSample) {
    m_oneSample = Framebuffer::create();
    m_oneSampleDepth = Renderbuffer::create();
  }
  glBindFramebuffer(GL_FRAMEBUFFER, m_oneSample.id());
  if (m_oneSampleSize != corner) {
    glBindRenderbuffer(GL_RENDERBUFFER, m_oneSampleDepth.id());
    glRenderbufferStorage(GL_RENDERBUFFER, GL_DEPTH_COMPONENT24, corner.x, corner.y);
    glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_DEPTH_ATTACHMENT, GL_RENDERBUFFER, m_oneSampleDepth.id());
    glDrawBuffer(GL_NONE);
    glReadBuffer(GL_NONE);
    m_oneSampleSize = corner;
  }
  glBindFramebuffer(GL_READ_FRAMEBUFFER, framebuffer);
  glBlitFramebuffer(origin.x, origin.y, corner.x, corner.y, origin.x, origin.y, corner.x, corner.y,
                    GL_DEPTH_BUFFER_BIT, GL_NEAREST);
  glBindFramebuffer(GL_FRAMEBUFFER, m_oneSample.id());
  readTiles(origin);
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
}

void SplatPass::drawQuads(const Texture& texture, std::span<const glm::vec4> rectanglesPx,
                          const Frame& frame) {
  m_program.use();
  glActiveTexture(GL_TEXTURE0);
  glBindTexture(GL_TEXTURE_2D, texture.id());
  glUniform1i(m_program.uniform("cloud"), 0);
  const glm::vec2 size(m_textureSize);
  glUniform2f(m_program.uniform("sizePx"), size.x, size.y);
  glUniform1f(m_program.uniform("marginPx"), static_cast<float>(marginPx(frame.scene)));
  m_quads.upload(rectanglesPx);
  glDisable(GL_DEPTH_TEST);
  m_quads.draw();
  glEnable(GL_DEPTH_TEST);
}

// One sample a pixel: copied, which costs a software driver far less than drawing.
void SplatPass::showGround(int samples, GLuint framebuffer, const Frame& frame, glm::ivec2 origin) {
  const glm::ivec2 size = m_textureSize;
  glActiveTexture(GL_TEXTURE0);
  send(m_ground, m_image, m_image.pixels, {0, 0, size});
  if (samples > 0) {
    const glm::vec4 all(0, 0, size);
    glDisable(GL_BLEND);
    drawQuads(m_ground, {&all, 1}, frame);
    glEnable(GL_BLEND);
    return;
  }
  glBindFramebuffer(GL_READ_FRAMEBUFFER, m_groundSource.id());
  glDisable(GL_SCISSOR_TEST);
  glBlitFramebuffer(0, 0, size.x, size.y, origin.x, origin.y, origin.x + size.x, origin.y + size.y,
                    GL_COLOR_BUFFER_BIT, GL_NEAREST);
  glEnable(GL_SCISSOR_TEST);
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
}

void SplatPass::drawGround(const Frame& frame, const Tile& tile, glm::ivec2 origin) {
  GLint samples = 0, bound = 0;
  glGetIntegerv(GL_SAMPLES, &samples);
  glGetIntegerv(GL_DRAW_FRAMEBUFFER_BINDING, &bound);
  const auto framebuffer = static_cast<GLuint>(bound);
  makeRoom({tile.width, tile.height});
  forgetDepth();
  m_image.solids = solidTiles(frame, tile);
  m_stretches = stretchesOf(m_image.solids);
  readDepth(samples, framebuffer, origin);
  m_image.ground = packed(frame.uniforms.background);
  m_splatter.draw(frame, tile, m_image);
  showGround(samples, framebuffer, frame, origin);
}

void SplatPass::drawFront(const Frame& frame) {
  std::vector<glm::vec4> rectangles;
  glActiveTexture(GL_TEXTURE0);
  for (const Stretch& stretch : m_stretches) {
    const glm::ivec4 part = pixelsOf(stretch, m_image);
    send(m_front, m_image, m_image.front, part);
    rectangles.emplace_back(part);
  }
  drawQuads(m_front, rectangles, frame);
}

}  // namespace es::render
