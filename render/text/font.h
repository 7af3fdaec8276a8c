#pragma once

#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

namespace es::render {

/// A chain of TrueType/OpenType faces: the first that has a glyph gives it; where none has it, a box
/// with the character's code point is shown. Pure CPU (stb_truetype): measures without a GL context.
class FontChain {
 public:
  /// Loads the files in order; unreadable ones are left out. Throws es::Error when none could be loaded.
  explicit FontChain(const std::vector<std::filesystem::path>& files);
  ~FontChain();
  FontChain(FontChain&&) noexcept;
  FontChain& operator=(FontChain&&) noexcept;

  /// Advance width of a line of UTF-8 text at this em size.
  float widthPx(std::string_view utf8, float sizePx) const;
  float ascentPx(float sizePx) const;   // baseline to top of capitals and ascenders, > 0
  float descentPx(float sizePx) const;  // baseline to lowest descender, > 0

  struct Faces;
  const Faces& faces() const { return *m_faces; }

 private:
  std::unique_ptr<Faces> m_faces;
};

}  // namespace es::render
