#include "gl_support.h"

#include <algorithm>
#include <cstdlib>

#include "render/text/font_files.h"

#define STB_IMAGE_WRITE_IMPLEMENTATION
#include <stb_image_write.h>

namespace es::test {

GlFixture::GlFixture() : context(true) {}

GlFixture::~GlFixture() {
  for (const std::string& message : log.take()) {
    INFO("the driver says: " << message);
    CHECK(false);
  }
}

render::FontChain testFont() {
  auto files = render::systemFontFiles();
  std::erase_if(files, [](const std::filesystem::path& file) {
    return file.filename() != "Inter-Regular.otf" && file.filename() != "DejaVuSans.ttf";
  });
  return render::FontChain(files);
}

render::Renderer makeRenderer() {
  return render::Renderer(testFont(), std::nullopt);
}

glm::ivec4 pixel(const render::Image& image, int x, int y) {
  const auto at =
      (static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) + static_cast<std::size_t>(x)) * 4;
  return {image.rgba.at(at), image.rgba.at(at + 1), image.rgba.at(at + 2), image.rgba.at(at + 3)};
}

glm::ivec4 inkBox(const render::Image& image, glm::ivec4 ground, int tolerance) {
  glm::ivec4 box(image.width, image.height, 0, 0);
  for (int y = 0; y < image.height; ++y) {
    for (int x = 0; x < image.width; ++x) {
      const glm::ivec4 gap = glm::abs(pixel(image, x, y) - ground);
      if (std::max({gap.x, gap.y, gap.z, gap.w}) <= tolerance) continue;
      box = {std::min(box.x, x), std::min(box.y, y), std::max(box.z, x + 1), std::max(box.w, y + 1)};
    }
  }
  return box.z == 0 ? glm::ivec4(0) : box;
}

double shareOfDifferentPixels(const render::Image& a, const render::Image& b, int tolerance) {
  REQUIRE(a.width == b.width);
  REQUIRE(a.height == b.height);
  std::size_t different = 0;
  for (std::size_t i = 0; i < a.rgba.size(); i += 4) {
    bool same = true;
    for (std::size_t c = i; c < i + 4; ++c) same = same && std::abs(a.rgba[c] - b.rgba[c]) <= tolerance;
    if (!same) ++different;
  }
  return static_cast<double>(different) * 4.0 / static_cast<double>(a.rgba.size());
}

void writePng(const render::Image& image, const std::filesystem::path& path) {
  const int written =
      stbi_write_png(path.string().c_str(), image.width, image.height, 4, image.rgba.data(), image.width * 4);
  REQUIRE(written != 0);
}

}  // namespace es::test
