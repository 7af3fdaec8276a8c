#include "render/gl/program.h"

#include <algorithm>
#include <vector>

#include "base/error.h"
#include "render/gl/frame_uniform_buffer.h"

namespace es::render {
namespace {

// A driver's log on one line.
std::string oneLine(std::vector<char> log) {
  std::string text(log.data());
  std::ranges::replace(text, '\n', ' ');
  return text;
}

class Shader {
 public:
  Shader(GLenum stage, const ShaderSources& sources, const std::string& file) : m_id(glCreateShader(stage)) {
    const std::string source = sources.text(file);
    const char* text = source.c_str();
    glShaderSource(m_id, 1, &text, nullptr);
    glCompileShader(m_id);
    GLint compiled = GL_FALSE;
    glGetShaderiv(m_id, GL_COMPILE_STATUS, &compiled);
    if (compiled == GL_TRUE) return;
    std::vector<char> log(4096);
    glGetShaderInfoLog(m_id, static_cast<GLsizei>(log.size()), nullptr, log.data());
    glDeleteShader(m_id);
    throw Error("shader " + file + " does not compile: " + oneLine(std::move(log)));
  }
  ~Shader() { glDeleteShader(m_id); }
  Shader(const Shader&) = delete;
  Shader& operator=(const Shader&) = delete;
  [[nodiscard]] GLuint id() const { return m_id; }

 private:
  GLuint m_id;
};

}  // namespace

Program::Program(const ShaderSources& sources, const std::string& vertexFile, const std::string& fragmentFile)
    : m_program(ProgramObject::create()) {
  const Shader vertex(GL_VERTEX_SHADER, sources, vertexFile);
  const Shader fragment(GL_FRAGMENT_SHADER, sources, fragmentFile);
  glAttachShader(id(), vertex.id());
  glAttachShader(id(), fragment.id());
  glLinkProgram(id());
  glDetachShader(id(), vertex.id());
  glDetachShader(id(), fragment.id());
  GLint linked = GL_FALSE;
  glGetProgramiv(id(), GL_LINK_STATUS, &linked);
  if (linked != GL_TRUE) {
    std::vector<char> log(4096);
    glGetProgramInfoLog(id(), static_cast<GLsizei>(log.size()), nullptr, log.data());
    throw Error("shaders " + vertexFile + " and " + fragmentFile +
                " do not link: " + oneLine(std::move(log)));
  }
  const GLuint block = glGetUniformBlockIndex(id(), "Frame");
  if (block != GL_INVALID_INDEX) glUniformBlockBinding(id(), block, FrameUniformBuffer::kBinding);
}

void Program::use() const {
  glUseProgram(id());
}

GLint Program::uniform(const char* name) const {
  return glGetUniformLocation(id(), name);
}

}  // namespace es::render
