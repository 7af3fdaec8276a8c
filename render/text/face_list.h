#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

#include "render/text/font_face.h"

namespace es::render {

/// Faces in the order in which they are asked for a glyph. All but the first are opened when a character asks
/// for them. A face is named by its place in the list of files; unreadable files are faces without glyphs.
class FaceList {
 public:
  /// Throws es::Error when none of the files is a font.
  explicit FaceList(const std::vector<std::filesystem::path>& files);

  /// The first one that is readable.
  const FontFace& first();
  [[nodiscard]] int firstIndex() const { return m_first; }
  const FontFace* face(int index);  // null: unreadable
  /// The first that has the character's glyph; of emoji one with colours, if there is one.
  GlyphRef find(char32_t codepoint);
  /// The face that draws these characters together, which belong to one another (a letter with its marks, an
  /// emoji of several): the first that has all of them, or else the first character. -1: none has that.
  int faceFor(std::span<const std::uint32_t> cluster);

 private:
  struct Entry {
    std::filesystem::path file;
    std::unique_ptr<FontFace> face;
    bool tried = false;
  };
  int coloredFaceFor(std::span<const std::uint32_t> cluster);
  [[nodiscard]] int size() const { return static_cast<int>(m_entries.size()); }

  FreeType m_library = startFreeType();
  std::vector<Entry> m_entries;
  int m_first = 0;
};

}  // namespace es::render
