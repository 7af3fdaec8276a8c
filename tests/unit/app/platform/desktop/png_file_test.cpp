#include "app/platform/desktop/png_file.h"

#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/error.h"
#include "catch.h"

// A decoder by other hands.
#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_STATIC
#define STBI_ONLY_PNG
#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#endif
#include <stb_image.h>
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

using namespace es::app;
namespace fs = std::filesystem;

namespace {

es::render::Image pattern(int width, int height) {
  es::render::Image image{width, height, {}};
  for (int i = 0; i < width * height; ++i) {
    for (const int channel : {i * 7, i * 13 + 1, i / 3, 255 - i % 256})
      image.rgba.push_back(static_cast<std::uint8_t>(channel & 255));
  }
  return image;
}

fs::path picture(const char* name) {
  return fs::path(ES_TEST_TMP) / name;
}

std::string bytesOf(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// The data of the first chunk of this type that begins with `keyword`; the file format's own layout.
std::string chunk(const std::string& png, const std::string& type, const std::string& keyword) {
  const auto big = [&](std::size_t at) {
    std::size_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) value = value << 8 | static_cast<unsigned char>(png[at + i]);
    return value;
  };
  for (std::size_t at = 8; at + 12 <= png.size(); at += 12 + big(at)) {
    const std::string data = png.substr(at + 8, big(at));
    if (png.compare(at + 4, 4, type) == 0 && data.starts_with(keyword + '\0')) return data;
  }
  return "";
}

}  // namespace

TEST_CASE("another decoder sees the same pixels") {
  const auto image = pattern(33, 17);
  writePng(picture("pixels.png"), image, "show king\n");
  int width = 0, height = 0, channels = 0;
  unsigned char* pixels = stbi_load(picture("pixels.png").c_str(), &width, &height, &channels, 0);
  REQUIRE(pixels);
  CHECK(width == 33);
  CHECK(height == 17);
  CHECK(channels == 4);
  CHECK(std::memcmp(pixels, image.rgba.data(), image.rgba.size()) == 0);
  stbi_image_free(pixels);
}

TEST_CASE("the script is an uncompressed iTXt chunk in UTF-8") {
  const std::string script = "neighbors \"caf\xC3\xA9\" 10\nscreenshot a.png\n";
  writePng(picture("script.png"), pattern(4, 4), script);
  const std::string png = bytesOf(picture("script.png"));
  // keyword 0, compressed? 0, method 0, language "" 0, translated keyword "" 0, text
  CHECK(chunk(png, "iTXt", "embedscope-script") == std::string("embedscope-script\0\0\0\0\0", 22) + script);
  CHECK(chunk(png, "tEXt", "Software") == std::string("Software\0Embedscope", 19));
  CHECK(readPng(picture("script.png")).script == script);
}

TEST_CASE("a picture without a script has none") {
  writePng(picture("plain.png"), pattern(5, 3), "");
  const PngFile file = readPng(picture("plain.png"));
  CHECK(file.script.empty());
  CHECK(file.image.rgba == pattern(5, 3).rgba);
}

TEST_CASE("a long script with every character comes back") {
  std::string script;
  for (int i = 0; i < 50000; ++i) script += static_cast<char>(1 + i % 126);
  writePng(picture("long.png"), pattern(2, 2), script);
  CHECK(readPng(picture("long.png")).script == script);
}

TEST_CASE("what is no PNG, or a broken one, is said in one line") {
  writePng(picture("whole.png"), pattern(40, 40), "info\n");
  const std::string whole = bytesOf(picture("whole.png"));
  std::string huge = whole;
  huge.replace(16, 8, std::string("\0\0\xFF\xFF\0\0\xFF\xFF", 8));  // says 65535 x 65535
  for (const std::string& bytes :
       {std::string(), std::string("hello"), whole.substr(0, 60), whole.substr(0, whole.size() / 2), huge}) {
    std::ofstream(picture("bad.png"), std::ios::binary) << bytes;
    CHECK_THROWS_AS(readPng(picture("bad.png")), es::Error);
  }
  CHECK_THROWS_AS(readPng(picture("not-there.png")), es::Error);
}

TEST_CASE("a picture that cannot be written leaves nothing behind") {
  CHECK_THROWS_AS(writePng(picture("no-such-folder/a.png"), pattern(2, 2), ""), es::Error);
  CHECK_FALSE(fs::exists(picture("no-such-folder")));
}
