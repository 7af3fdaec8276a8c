#pragma once

#include <filesystem>
#include <string>

#include "app/platform/headless/egl_context.h"
#include "catch.h"
#include "render/gl/gl_debug.h"
#include "render/passes/renderer.h"

namespace es::test {

/// A context of its own for each test; what the driver complains of fails the test.
class GlFixture {
 public:
  GlFixture();
  ~GlFixture();

  app::EglContext context;
  render::GlDebugLog log;
};

/// Inter, then DejaVu Sans, from the system.
render::FontChain testFont();
render::Renderer makeRenderer();

/// Red, green, blue, alpha of a pixel.
glm::ivec4 pixel(const render::Image& image, int x, int y);
inline glm::ivec4 pixel(const render::Image& image, glm::vec2 px) {
  return pixel(image, static_cast<int>(px.x), static_cast<int>(px.y));
}

/// The smallest box around all pixels that differ from `ground` by more than `tolerance`: left, top, right,
/// bottom (exclusive); all 0 when there are none.
glm::ivec4 inkBox(const render::Image& image, glm::ivec4 ground, int tolerance);
/// Share of pixels of which some channel differs by more than `tolerance`.
double shareOfDifferentPixels(const render::Image& a, const render::Image& b, int tolerance);

void writePng(const render::Image& image, const std::filesystem::path& path);

}  // namespace es::test
