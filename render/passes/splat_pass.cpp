#include "render/passes/splat_pass.h"

#include <algorithm>

namespace es::render {
namespace {

// Arrows and strong lines leave depth; without them there is nothing that a point could be behind.
bool hasSolids(const RenderScene& scene) {
  return !scene.arrows.empty() || !scene.lines.empty();
}

}  // namespace

SplatPass::SplatPass(const ShaderSources& sources)
    : m_program(sources, "layer.vert", "layer.frag"),
      m_vertexArray(VertexArray::create()),
      m_texture(Texture::create()) {
  glBindTexture(GL_TEXTURE_2D, m_texture.id());
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
}

bool SplatPass::canDraw(const Frame& frame) {
  return frame.scene.cloud.sizePx * frame.uniforms.scale <= kMaxSplatPx;
}

void SplatPass::readDepth(glm::ivec2 origin) {
  GLint samples = 0, framebuffer = 0;
  glGetIntegerv(GL_SAMPLES, &samples);
  glGetIntegerv(GL_DRAW_FRAMEBUFFER_BINDING, &framebuffer);
  if (samples > 0) {
    readSampledDepth(static_cast<GLuint>(framebuffer), origin);
    return;
  }
  glPixelStorei(GL_PACK_ROW_LENGTH, m_image.stride);
  glReadPixels(origin.x, origin.y, m_image.width, m_image.height, GL_DEPTH_COMPONENT, GL_FLOAT,
               m_image.depth.data() + kPlacePadPx);
  glPixelStorei(GL_PACK_ROW_LENGTH, 0);
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
    glRenderbufferStorage(GL_RENDERBUFFER, GL_DEPTH_COMPONENT32F, corner.x, corner.y);
    glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_DEPTH_ATTACHMENT, GL_RENDERBUFFER, m_oneSampleDepth.id());
    glDrawBuffer(GL_NONE);
    glReadBuffer(GL_NONE);
    m_oneSampleSize = corner;
  }
  glBindFramebuffer(GL_READ_FRAMEBUFFER, framebuffer);
  glBlitFramebuffer(origin.x, origin.y, corner.x, corner.y, origin.x, origin.y, corner.x, corner.y,
                    GL_DEPTH_BUFFER_BIT, GL_NEAREST);
  glBindFramebuffer(GL_FRAMEBUFFER, m_oneSample.id());
  readDepth(origin);
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
}

// Only the rectangle that was drawn to.
void SplatPass::upload() {
  glActiveTexture(GL_TEXTURE0);
  glBindTexture(GL_TEXTURE_2D, m_texture.id());
  const glm::ivec2 size(m_image.width, m_image.height);
  if (m_textureSize != size) {
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, size.x, size.y, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
    m_textureSize = size;
  }
  const glm::ivec2 low = m_image.touchedLow;
  const glm::ivec2 extent = m_image.touchedHigh - low;
  glPixelStorei(GL_UNPACK_ROW_LENGTH, m_image.stride);
  const auto first = static_cast<std::ptrdiff_t>(low.y) * m_image.stride + kPlacePadPx + low.x;
  glTexSubImage2D(GL_TEXTURE_2D, 0, low.x, low.y, extent.x, extent.y, GL_RGBA, GL_UNSIGNED_BYTE,
                  m_image.pixels.data() + first);
  glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
}

void SplatPass::draw(const Frame& frame, const Tile& tile, glm::ivec2 origin) {
  if (frame.scene.cloud.positions.empty()) return;
  m_image.resize(tile.width, tile.height, hasSolids(frame.scene));
  if (!m_image.depth.empty()) readDepth(origin);
  m_splatter.draw(frame, tile, m_image);
  if (m_image.touchedLow.x >= m_image.touchedHigh.x) return;
  upload();

  m_program.use();
  glUniform1i(m_program.uniform("layer"), 0);
  const auto margin = static_cast<float>(marginPx(frame.scene));
  glUniform2f(m_program.uniform("marginShare"), margin / static_cast<float>(tile.width),
              margin / static_cast<float>(tile.height));
  const glm::ivec2 low = origin + m_image.touchedLow;
  const glm::ivec2 extent = m_image.touchedHigh - m_image.touchedLow;
  glScissor(low.x, low.y, extent.x, extent.y);
  glDisable(GL_DEPTH_TEST);
  glBindVertexArray(m_vertexArray.id());
  glDrawArrays(GL_TRIANGLES, 0, 3);
  glEnable(GL_DEPTH_TEST);
  glScissor(origin.x, origin.y, tile.width, tile.height);
}

}  // namespace es::render
