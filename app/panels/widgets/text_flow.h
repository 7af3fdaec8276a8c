#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/tokenizer/tokenizer.h"

namespace es::app {

/// Something that stands in a line of text: a box, or a piece of a story.
struct FlowItem {
  float widthPx = 0;
  float leadPx = 0;     // the gap before it; dropped at the start of a line
  bool joined = false;  // a part of the same word as the one before: no line is broken between them
  int breaks = 0;       // lines that end before it
};
struct FlowPlace {
  float xPx = 0;
  int row = 0;
};

/// Lays items out in lines of `widthPx`, as a text is set. A word that is wider than a line is broken.
[[nodiscard]] std::vector<FlowPlace> flowLayout(std::span<const FlowItem> items, float widthPx);

/// The text in lines no wider than this where they can be broken at spaces: not within a number, as Dear
/// ImGui would. `widthPxOf` measures a line.
[[nodiscard]] std::string brokenAtSpaces(std::string_view utf8, float widthPx,
                                         const std::function<float(std::string_view)>& widthPxOf);

/// The same in lines of about one length, no more of them: no last line of one word.
[[nodiscard]] std::string balancedAtSpaces(std::string_view utf8, float widthPx,
                                           const std::function<float(std::string_view)>& widthPxOf);

/// A column of a line of text: what stands two blanks or more from the next.
struct TextColumn {
  std::string_view text;
  std::size_t at = 0, characters = 0;  // in characters from the line's beginning
  bool number = false;                 // it begins as a number does
};
[[nodiscard]] std::vector<TextColumn> columnsOf(std::string_view line);

/// True where piece `i` goes on with the word that the piece before it began: letters on both sides, nothing
/// between.
[[nodiscard]] bool joinsPrevious(std::string_view text, std::span<const model::TokenPiece> pieces,
                                 std::size_t i);

}  // namespace es::app
