#include "render/gl/texture_rows.h"

#include "render/gl/gl.h"

namespace es::render {

void sendTextureRows(std::uint64_t texture, int width, int from, int to, const void* rgba) {
  GLint bound = 0;
  glGetIntegerv(GL_TEXTURE_BINDING_2D, &bound);
  glBindTexture(GL_TEXTURE_2D, static_cast<GLuint>(texture));
  glTexSubImage2D(GL_TEXTURE_2D, 0, 0, from, width, to - from, GL_RGBA, GL_UNSIGNED_BYTE, rgba);
  glBindTexture(GL_TEXTURE_2D, static_cast<GLuint>(bound));
}

}  // namespace es::render
