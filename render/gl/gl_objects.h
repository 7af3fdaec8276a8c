#pragma once

#include <utility>

#include "render/gl/gl.h"

namespace es::render {

/// The one owner of a GL object: move-only; empty (id 0) when default-constructed or moved from. The context
/// that made the object must be current when its owner is destroyed.
template <typename Kind>
class GlObject {
 public:
  GlObject() = default;
  static GlObject create() { return GlObject(Kind::create()); }
  ~GlObject() { reset(); }
  GlObject(GlObject&& other) noexcept : m_id(std::exchange(other.m_id, 0)) {}
  GlObject& operator=(GlObject&& other) noexcept {
    if (this != &other) {
      reset();
      m_id = std::exchange(other.m_id, 0);
    }
    return *this;
  }

  [[nodiscard]] GLuint id() const { return m_id; }
  explicit operator bool() const { return m_id != 0; }

 private:
  explicit GlObject(GLuint id) : m_id(id) {}
  void reset() {
    if (m_id != 0) Kind::destroy(m_id);
    m_id = 0;
  }

  GLuint m_id = 0;
};

struct BufferKind {
  static GLuint create();
  static void destroy(GLuint id);
};
struct VertexArrayKind {
  static GLuint create();
  static void destroy(GLuint id);
};
struct TextureKind {
  static GLuint create();
  static void destroy(GLuint id);
};
struct FramebufferKind {
  static GLuint create();
  static void destroy(GLuint id);
};
struct RenderbufferKind {
  static GLuint create();
  static void destroy(GLuint id);
};
struct ProgramKind {
  static GLuint create();
  static void destroy(GLuint id);
};

using Buffer = GlObject<BufferKind>;
using VertexArray = GlObject<VertexArrayKind>;
using Texture = GlObject<TextureKind>;
using Framebuffer = GlObject<FramebufferKind>;
using Renderbuffer = GlObject<RenderbufferKind>;
using ProgramObject = GlObject<ProgramKind>;

/// One input of a vertex shader: `components` floats at `offset` bytes into each element.
struct Attribute {
  GLuint location = 0;
  GLint components = 0;
  std::size_t offset = 0;
};

}  // namespace es::render
