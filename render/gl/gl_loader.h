#pragma once

namespace es::render {

/// Looks a GL function up by name: eglGetProcAddress, glfwGetProcAddress.
using GlFunction = void (*)();
using GlFunctionLookup = GlFunction (*)(const char* name);

/// Loads OpenGL's functions for the current context. Throws es::Error when it offers less than OpenGL 3.3.
void loadGl(GlFunctionLookup lookup);

}  // namespace es::render
