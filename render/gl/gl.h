#pragma once
// OpenGL's functions, for the sources of render/ alone. glad 2 and glad 1 differ in the name of their header.
#if __has_include(<glad/gl.h>)
#include <glad/gl.h>
#else
#include <glad/glad.h>
#endif
