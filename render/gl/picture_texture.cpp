#include "render/gl/picture_texture.h"

#include <string>

#include "base/error.h"
#include "render/gl/gl_objects.h"

namespace es::render {

struct PictureTexture::Objects {
  Texture texture;
};

PictureTexture::PictureTexture(const Image& image) : m_objects(std::make_unique<Objects>()) {
  GLint limit = 0;
  glGetIntegerv(GL_MAX_TEXTURE_SIZE, &limit);
  if (image.width < 1 || image.height < 1 || image.width > limit || image.height > limit) {
    throw Error("a picture of " + std::to_string(image.width) + "x" + std::to_string(image.height) +
                " is no texture: 1 to " + std::to_string(limit) + " pixels a side are possible here");
  }
  m_objects->texture = Texture::create();
  glBindTexture(GL_TEXTURE_2D, m_objects->texture.id());
  glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
  glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, image.width, image.height, 0, GL_RGBA, GL_UNSIGNED_BYTE,
               image.rgba.data());
  glGenerateMipmap(GL_TEXTURE_2D);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR_MIPMAP_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
}

PictureTexture::~PictureTexture() = default;
PictureTexture::PictureTexture(PictureTexture&&) noexcept = default;
PictureTexture& PictureTexture::operator=(PictureTexture&&) noexcept = default;

std::uint64_t PictureTexture::id() const {
  return m_objects ? m_objects->texture.id() : 0;
}

}  // namespace es::render
