#include "render/gl/gl_loader.h"

#include <string>

#include "base/error.h"
#include "render/gl/gl.h"

namespace es::render {

void loadGl(GlFunctionLookup lookup) {
#ifdef GLAD_VERSION_MAJOR
  const int loaded = gladLoadGL(lookup);
#else
  const int loaded = gladLoadGLLoader(reinterpret_cast<GLADloadproc>(lookup));
#endif
  if (loaded == 0) throw Error("OpenGL: asked for version 3.3, but no context is current");
  GLint major = 0;
  GLint minor = 0;
  glGetIntegerv(GL_MAJOR_VERSION, &major);  // left at 0 by versions before 3.0
  glGetIntegerv(GL_MINOR_VERSION, &minor);
  if (major > 3 || (major == 3 && minor >= 3)) return;
  const auto text = [](GLenum name) {
    const auto* value = reinterpret_cast<const char*>(glGetString(name));
    return std::string(value != nullptr ? value : "unknown");
  };
  throw Error("OpenGL: asked for version 3.3, the driver offers " + text(GL_VERSION) + " (" +
              text(GL_RENDERER) + ")");
}

}  // namespace es::render
