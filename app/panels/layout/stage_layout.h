#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "app/look/rectangle.h"

namespace es::app {

/// Where a page stands: below the scene, at its right (below it in a narrow window), or in its place.
enum class PageSide { Below, Right, Whole };

struct PagePlace {
  PageSide side = PageSide::Below;
  float share = 0.5F;   // of the stage's height or width
  bool byHand = false;  // somebody dragged it there
};

struct PillWidths {
  float full = 0, brief = 0;
};

/// What stands on the stage, and how large its parts would be; px.
struct StageParts {
  float widthPx = 0, heightPx = 0;  // of the window
  float emPx = 17;                  // a line of text
  // The bar. Tools are Lessons, Open, Export: from the last on they go into the menu where there is no room.
  float tabsPx = 0;
  std::array<float, 3> toolsPx{};
  std::optional<PagePlace> page{};                 // nothing: the scene alone
  std::vector<float> chipsPx{};                    // widths of what is offered at the start; empty: nothing
  std::optional<float> answerPx{};                 // the answer card's height; nothing: no question stands
  float foldedPx = 0;                              // the same, folded: its title alone
  std::optional<float> selectedPx{};               // of the selected word's card; nothing: none
  std::optional<std::array<float, 2>> legendPx{};  // of the colours' legend: width, height; nothing: none
  float captionPx = 0;                             // its height; 0: none
  PillWidths viewPill{}, nextPill{};  // as it is said in full, and shortly where there is less room
  std::vector<float> waysPx{};        // widths of the ways back, the most needed first
  float statusPx = 0;                 // width
  float quietPx = 0;                  // of a quiet word on what was just done; 0: none
  std::optional<float> nextCardPx{};  // the open card of the next word: its height
  // A lesson's stage: its caption and its bar, and nothing of all above.
  bool lesson = false;
  float lessonCaptionPx = 0, lessonBarPx = 0;     // a height, a width
  float rankingWidthPx = 0, rankingHeightPx = 0;  // of the answers beside a lesson's picture; 0: none
  bool pictureOnly = false;
};

/// Rectangles in the window, logical px, whole numbers; of no size: not there.
struct StageLayout {
  float margin = 0, pillHeight = 0;
  RectPx bar, tabs, box;
  int tools = 0;                  // so many of them stand in the bar, at `toolsAt`
  float toolsAt = 0, menuAt = 0;  // x
  RectPx scene, page, divider;    // the divider lies on the edge between the two
  RectPx chips, answer, selected, legend, caption, viewPill, homePill, nextPill, nextCard, status;
  std::size_t ways = 0;      // so many of the ways back have room in homePill
  bool answerFolds = false;  // for want of room for the picture
  RectPx quiet;              // over the picture, on none of the above where there is room
  RectPx lessonBar, ranking;
  RectPx clear;  // the scene without what covers it
};
[[nodiscard]] StageLayout layOutStage(const StageParts& parts);

/// Items of these widths in rows as wide as there is room: how many fit into each row, in their order.
[[nodiscard]] std::vector<std::size_t> rowsOfItems(std::span<const float> widths, float roomPx, float gapPx);

/// Sizes in px for text of `emPx`: the answer card's width, and a caption over a scene of this height as a
/// multiple of the font.
[[nodiscard]] float answerWidthPx(float emPx);
[[nodiscard]] float captionTimes(float sceneHeightPx, float emPx);

}  // namespace es::app
