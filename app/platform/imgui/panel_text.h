#pragma once

#include <cstdint>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "render/text/font.h"
#include "render/text/text_raster.h"

namespace es::app {

/// What the panels show, for Dear ImGui, which draws one picture a code point (of 16 bits), from left to
/// right. A letter that needs no shaping is its own code point; what does need it (Arabic and Hebrew words,
/// the syllables of India, letters with marks, emoji) becomes code points for private use, a picture of
/// shaped glyphs each, in the order in which they stand.
class PanelText {
 public:
  using Code = char16_t;

  explicit PanelText(const std::vector<std::filesystem::path>& fontFiles) : m_font(fontFiles) {}

  /// The text as it is to be given to Dear ImGui. Not to be given here once more: characters for private use
  /// in a text are its own, not ours. Valid until forget() or until `utf8` changes.
  std::string_view shown(std::string_view utf8);
  /// How many bytes of a line's beginning, in whole clusters, are at most so wide when each is rounded to
  /// whole pixels of an em of this size. Brings nothing into use.
  [[nodiscard]] std::size_t fittingBytes(std::string_view line, float widthPx, float emPx) const;
  /// Characters that will be shown one by one, unshaped, as in a box in which somebody types.
  void note(std::string_view utf8);
  void note(char32_t from, char32_t to);

  /// Code points that have come into use since the last call: each needs its picture.
  std::vector<Code> takeNew() { return std::exchange(m_new, {}); }
  [[nodiscard]] const std::set<Code>& inUse() const { return m_inUse; }
  /// Gives everything up, code points and forms; takeNew() names what comes after.
  void forget();
  /// Forms kept for later calls are too many: not while one is in use.
  void trim();
  /// A word had no code left and stands as U+FFFD: trim() helps before the next frame.
  [[nodiscard]] bool exhausted() const { return m_exhausted; }

  /// A cell may be so wide before it is closed; the letters that stand together in it may reach beyond.
  static constexpr float kWidestCellEm = 16;

  struct Glyph {
    render::TextPicture picture;
    float advanceEm = 0.0F;
  };
  [[nodiscard]] Glyph glyph(Code code, float emPx) const;
  /// A glyph's width in whole pixels, so that letters are as sharp wherever they stand. Halves are rounded
  /// up (Inter's "2" is half as wide as its line is high).
  static float wholeAdvancePx(float advanceEm, float emPx);
  /// Ems of a line of the panels' height, above and below the baseline.
  [[nodiscard]] glm::vec2 lineHeightsEm() const { return m_font.lineHeightsEm(); }

 private:
  struct Cell {
    std::vector<render::PlacedGlyph> glyphs;  // from where the cell begins
    float advanceEm = 0.0F;
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  template <typename Value>
  using ByText = std::unordered_map<std::string, Value, Hash, std::equal_to<>>;

  bool use(char32_t codepoint);
  bool isPlain(std::string_view utf8);
  bool appendAlone(std::string_view cluster, bool rightToLeft, std::string& form);
  void appendLine(std::string_view line, std::string& form);
  char32_t codeOf(Cell cell);

  render::FontChain m_font;
  render::TextRaster m_raster;
  std::vector<Cell> m_cells;  // by code, from the first for private use on
  ByText<Code> m_codes;       // of cells, by what they are made of
  ByText<std::string> m_forms;
  std::set<Code> m_inUse;
  std::vector<Code> m_new;
  bool m_exhausted = false;
};

}  // namespace es::app
