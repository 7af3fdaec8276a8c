#pragma once

#include <glm/glm.hpp>

#include "render/gl/gl_objects.h"
#include "render/gl/shader_sources.h"

namespace es::render {

/// A linked pair of shaders `name`.vert and `name`.frag (or another's .frag). Its block `Frame`, if it has
/// one, is bound to the per-frame uniforms.
class Program {
 public:
  /// Throws es::Error with the driver's log.
  Program(const ShaderSources& sources, const std::string& vertexFile, const std::string& fragmentFile);

  void use() const;
  /// -1, which GL ignores, when the shader does not use it.
  [[nodiscard]] GLint uniform(const char* name) const;
  [[nodiscard]] GLuint id() const { return m_program.id(); }

 private:
  ProgramObject m_program;
};

}  // namespace es::render
