#include "app/platform/desktop/png_file.h"

#include <fmt/format.h>
#include <spng.h>

#include <array>
#include <cassert>
#include <cstring>
#include <fstream>
#include <iterator>
#include <memory>

#include "base/atomic_file.h"
#include "base/error.h"

namespace es::app {

namespace {

constexpr const char* kScriptKeyword = "embedscope-script";
constexpr std::uint32_t kLargestSide = 65535;
constexpr std::size_t kLargestFileBytes = std::size_t{1} << 31;

struct FreeContext {
  void operator()(spng_ctx* context) const { spng_ctx_free(context); }
};
using Context = std::unique_ptr<spng_ctx, FreeContext>;

struct FreeBytes {
  void operator()(void* bytes) const { std::free(bytes); }
};

void check(int code, const std::filesystem::path& path, const char* doing) {
  if (code != 0) throw Error(path.string() + ": " + doing + ": " + spng_strerror(code));
}

void fill(char (&keyword)[80], std::string_view text) {
  assert(text.size() < sizeof keyword);
  std::memcpy(keyword, text.data(), text.size());
}

spng_text textChunk(std::string_view keyword, int type, std::string& text, std::string& empty) {
  spng_text chunk{};
  fill(chunk.keyword, keyword);
  chunk.type = type;
  chunk.text = text.data();
  chunk.length = text.size();
  chunk.language_tag = empty.data();
  chunk.translated_keyword = empty.data();
  return chunk;
}

/// The texts of a picture. libspng keeps pointers to them until it has encoded, so they must live as long.
struct Texts {
  std::string script, program, empty;
};

void setText(spng_ctx* context, const std::filesystem::path& path, Texts& texts) {
  std::array<spng_text, 2> chunks{textChunk("Software", SPNG_TEXT, texts.program, texts.empty), {}};
  std::uint32_t count = 1;
  // A zero byte would end the chunk's text for every reader.
  if (const std::size_t zero = texts.script.find('\0'); zero != std::string::npos) texts.script.resize(zero);
  if (!texts.script.empty())
    chunks[count++] = textChunk(kScriptKeyword, SPNG_ITXT, texts.script, texts.empty);
  check(spng_set_text(context, chunks.data(), count), path, "the script cannot be stored");
}

/// The whole file in memory: libspng's own buffer, freed here.
std::unique_ptr<void, FreeBytes> encode(const std::filesystem::path& path, const render::Image& image,
                                        Texts texts, std::size_t& bytes) {
  const Context context(spng_ctx_new(SPNG_CTX_ENCODER));
  if (!context) throw Error(path.string() + ": not enough memory for the picture");
  check(spng_set_option(context.get(), SPNG_ENCODE_TO_BUFFER, 1), path, "the picture cannot be written");
  spng_ihdr header{};
  header.width = static_cast<std::uint32_t>(image.width);
  header.height = static_cast<std::uint32_t>(image.height);
  header.bit_depth = 8;
  header.color_type = SPNG_COLOR_TYPE_TRUECOLOR_ALPHA;
  check(spng_set_ihdr(context.get(), &header), path, "the picture's size cannot be written");
  // Of pictures like ours, of flat grounds and small marks, deflate makes less without the filters (a tenth)
  // and in a fifth of the time; a higher level takes longer than it is worth.
  constexpr int kLevel = 3;
  check(spng_set_option(context.get(), SPNG_FILTER_CHOICE, SPNG_FILTER_CHOICE_NONE), path,
        "the picture cannot be written");
  check(spng_set_option(context.get(), SPNG_IMG_COMPRESSION_LEVEL, kLevel), path,
        "the picture cannot be written");
  setText(context.get(), path, texts);
  check(spng_encode_image(context.get(), image.rgba.data(), image.rgba.size(), SPNG_FMT_PNG,
                          SPNG_ENCODE_FINALIZE),
        path, "the picture cannot be encoded");
  int code = 0;
  std::unique_ptr<void, FreeBytes> encoded(spng_get_png_buffer(context.get(), &bytes, &code));
  check(code, path, "the picture cannot be encoded");
  return encoded;
}

std::string scriptOf(spng_ctx* context) {
  std::uint32_t count = 0;
  if (spng_get_text(context, nullptr, &count) != 0 || count == 0) return "";
  std::vector<spng_text> chunks(count);
  if (spng_get_text(context, chunks.data(), &count) != 0) return "";
  for (const spng_text& chunk : chunks)
    if (std::string_view(chunk.keyword) == kScriptKeyword) return std::string(chunk.text, chunk.length);
  return "";
}

}  // namespace

void writePng(const std::filesystem::path& path, const render::Image& image, const std::string& script,
              base::Writing writing) {
  assert(image.width > 0 && image.height > 0);
  assert(image.rgba.size() ==
         4U * static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height));
  std::size_t bytes = 0;
  const auto encoded = encode(path, image, Texts{script, "Embedscope", ""}, bytes);
  base::writeFileAtomically(path, std::span(static_cast<const std::byte*>(encoded.get()), bytes), writing);
}

std::vector<std::uint8_t> encodePng(const render::Image& image, const std::string& script) {
  std::size_t size = 0;
  const auto encoded = encode("picture", image, Texts{script, "Embedscope", ""}, size);
  const auto* const bytes = static_cast<const std::uint8_t*>(encoded.get());
  return {bytes, bytes + size};
}

PngFile readPng(const std::filesystem::path& path) {
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  if (error) throw Error(path.string() + ": cannot be read: " + error.message());
  if (size > kLargestFileBytes)
    throw Error(path.string() + ": larger than 2 GiB, not a picture for this program");
  std::ifstream in(path, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  const Context context(spng_ctx_new(0));
  if (!context) throw Error(path.string() + ": not enough memory for the picture");
  check(spng_set_image_limits(context.get(), kLargestSide, kLargestSide), path, "cannot be read");
  check(spng_set_png_buffer(context.get(), bytes.data(), bytes.size()), path, "cannot be read");
  spng_ihdr header{};
  check(spng_get_ihdr(context.get(), &header), path, "not a PNG picture");
  PngFile file;
  file.image.width = static_cast<int>(header.width);
  file.image.height = static_cast<int>(header.height);
  std::size_t rawBytes = 0;
  check(spng_decoded_image_size(context.get(), SPNG_FMT_RGBA8, &rawBytes), path, "not a PNG picture");
  // Deflate shrinks at most about 1032 to 1: a small file cannot hold a huge picture.
  if (rawBytes / 1032 > 4 * bytes.size()) {
    throw Error(fmt::format("{}: says {}x{} pixels, more than its {} bytes can hold", path.string(),
                            header.width, header.height, bytes.size()));
  }
  file.image.rgba.resize(rawBytes);
  check(spng_decode_image(context.get(), file.image.rgba.data(), rawBytes, SPNG_FMT_RGBA8, 0), path,
        "broken picture");
  file.script = scriptOf(context.get());
  return file;
}

}  // namespace es::app
