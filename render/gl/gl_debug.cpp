#include "render/gl/gl_debug.h"

#include <utility>

#include "render/gl/gl.h"

namespace es::render {

#ifdef GL_KHR_debug
namespace {

void GLAD_API_PTR onMessage(GLenum, GLenum type, GLuint, GLenum severity, GLsizei length, const GLchar* text,
                            const void* user) {
  const bool wrong = type == GL_DEBUG_TYPE_ERROR || type == GL_DEBUG_TYPE_UNDEFINED_BEHAVIOR ||
                     type == GL_DEBUG_TYPE_DEPRECATED_BEHAVIOR || severity == GL_DEBUG_SEVERITY_HIGH;
  if (!wrong) return;
  auto* messages = static_cast<std::vector<std::string>*>(const_cast<void*>(user));
  messages->emplace_back(text, text + (length > 0 ? length : 0));
}

}  // namespace

bool GlDebugLog::hasKhrDebug() {
  return GLAD_GL_KHR_debug != 0;
}

GlDebugLog::GlDebugLog() : m_messages(std::make_unique<std::vector<std::string>>()) {
  while (glGetError() != GL_NO_ERROR) {
  }
  if (!hasKhrDebug()) return;
  glEnable(GL_DEBUG_OUTPUT);
  glEnable(GL_DEBUG_OUTPUT_SYNCHRONOUS);
  glDebugMessageCallback(onMessage, m_messages.get());
}

GlDebugLog::~GlDebugLog() {
  if (!hasKhrDebug()) return;
  glDebugMessageCallback(nullptr, nullptr);
  glDisable(GL_DEBUG_OUTPUT);
}
#else
bool GlDebugLog::hasKhrDebug() {
  return false;
}
GlDebugLog::GlDebugLog() : m_messages(std::make_unique<std::vector<std::string>>()) {}
GlDebugLog::~GlDebugLog() = default;
#endif

std::vector<std::string> GlDebugLog::take() {
  for (GLenum error = glGetError(); error != GL_NO_ERROR; error = glGetError())
    m_messages->push_back("glGetError: " + std::to_string(error));
  return std::exchange(*m_messages, {});
}

}  // namespace es::render
