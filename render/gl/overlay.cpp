#include "render/gl/overlay.h"

#include <optional>
#include <string>

#include "base/error.h"
#include "render/gl/gl_objects.h"
#include "render/gl/program.h"

namespace es::render {

struct Overlay::Objects {
  glm::ivec2 size{0};
  Texture texture = Texture::create();
  Framebuffer framebuffer = Framebuffer::create();
  VertexArray nothing = VertexArray::create();
  Program program{ShaderSources(std::nullopt), "layer.vert", "layer.frag"};
};

Overlay::Overlay(int width, int height) : m_objects(std::make_unique<Objects>()) {
  GLint largest = 0;
  glGetIntegerv(GL_MAX_TEXTURE_SIZE, &largest);
  if (width < 1 || height < 1 || width > largest || height > largest)
    throw Error("panels of " + std::to_string(width) + "x" + std::to_string(height) +
                ": the driver offers 1x1 to " + std::to_string(largest) + "x" + std::to_string(largest));
  m_objects->size = {width, height};
  glBindTexture(GL_TEXTURE_2D, m_objects->texture.id());
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
  glBindFramebuffer(GL_FRAMEBUFFER, m_objects->framebuffer.id());
  glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, m_objects->texture.id(), 0);
  renew({0, 0, width, height});
}

Overlay::~Overlay() = default;
Overlay::Overlay(Overlay&&) noexcept = default;
Overlay& Overlay::operator=(Overlay&&) noexcept = default;

glm::ivec2 Overlay::size() const {
  return m_objects->size;
}

void Overlay::renew(const glm::ivec4& part) const {
  glBindFramebuffer(GL_FRAMEBUFFER, m_objects->framebuffer.id());
  glViewport(0, 0, m_objects->size.x, m_objects->size.y);
  glEnable(GL_SCISSOR_TEST);
  glScissor(part.x, part.y, part.z, part.w);
  glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
  glClearColor(0, 0, 0, 0);
  glClear(GL_COLOR_BUFFER_BIT);
  glDisable(GL_SCISSOR_TEST);
}

void Overlay::layOver(const glm::ivec4& part, std::span<const glm::ivec4> boxes) const {
  m_objects->program.use();
  glActiveTexture(GL_TEXTURE0);
  glBindTexture(GL_TEXTURE_2D, m_objects->texture.id());
  glUniform1i(m_objects->program.uniform("layer"), 0);
  glUniform2f(m_objects->program.uniform("marginShare"), 0, 0);
  glViewport(0, 0, m_objects->size.x, m_objects->size.y);
  glDisable(GL_DEPTH_TEST);
  glDisable(GL_CULL_FACE);
  glEnable(GL_BLEND);
  glBlendEquation(GL_FUNC_ADD);
  glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
  glEnable(GL_SCISSOR_TEST);
  glBindVertexArray(m_objects->nothing.id());
  for (const glm::ivec4& box : boxes) {
    const glm::ivec2 low = glm::max(glm::ivec2(box.x, box.y), glm::ivec2(part.x, part.y));
    const glm::ivec2 high =
        glm::min(glm::ivec2(box.x + box.z, box.y + box.w), glm::ivec2(part.x + part.z, part.y + part.w));
    if (low.x >= high.x || low.y >= high.y) continue;
    glScissor(low.x, low.y, high.x - low.x, high.y - low.y);
    glDrawArrays(GL_TRIANGLES, 0, 3);
  }
  glBindVertexArray(0);
  glUseProgram(0);  // others note which is in use and return to it, when this one may be gone
  glDisable(GL_SCISSOR_TEST);
}

}  // namespace es::render
