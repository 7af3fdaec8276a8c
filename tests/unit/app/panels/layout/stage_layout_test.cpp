#include "app/panels/layout/stage_layout.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "catch.h"

using namespace es::app;

namespace {

using Boxes = std::vector<std::pair<std::string, RectPx>>;

struct Window {
  float widthPx, heightPx;
};
constexpr Window kWindows[] = {{1024, 768}, {1366, 768}, {1920, 1080}};
// Of fonts of 15 and of 26 px, as the program rounds them.
constexpr float kUsualEm = 17, kLargeEm = 29;

float areaOf(const RectPx& box) {
  return box.isThere() ? box.width * box.height : 0;
}

/// Widths as the fonts give them, about half an em a letter.
StageParts opening(Window window, float em) {
  StageParts parts;
  parts.widthPx = window.widthPx;
  parts.heightPx = window.heightPx;
  parts.emPx = em;
  parts.tabsPx = 18.5F * em;
  parts.toolsPx = {4.6F * em, 3.3F * em, 4.1F * em};
  parts.chipsPx = {4.2F * em, 11.4F * em, 6.4F * em, 11.6F * em};
  parts.captionPx = 1.5F * em;
  parts.viewPill = {12.5F * em, 12.5F * em};
  parts.nextPill = {13.5F * em, 10.5F * em};
  parts.statusPx = 12 * em;
  return parts;
}

StageParts asked(Window window, float em) {
  StageParts parts = opening(window, em);
  parts.chipsPx.clear();
  parts.answerPx = 23 * em;  // two lines, ten answers, two that were put in, and the tools
  parts.viewPill = {25 * em, 11.5F * em};
  parts.waysPx = {6 * em};
  parts.captionPx = 3 * em;
  return parts;
}

/// Everything that is opaque, with its name; the caption and the status are letters alone.
Boxes coversOf(const StageLayout& layout) {
  return {{"bar", layout.bar},
          {"chips", layout.chips},
          {"answer", layout.answer},
          {"selected", layout.selected},
          {"legend", layout.legend},
          {"view pill", layout.viewPill},
          {"home pill", layout.homePill},
          {"next pill", layout.nextPill},
          {"next card", layout.nextCard},
          {"lesson bar", layout.lessonBar}};
}

/// What no card and no bar covers of the scene, as a share of the window.
float pictureShare(const StageLayout& layout, Window window) {
  float free = areaOf(layout.scene);
  for (const auto& [name, box] : coversOf(layout))
    if (name != "bar") free -= areaOf(box);
  return free / (window.widthPx * window.heightPx);
}

void checkApart(const StageLayout& layout, Window window) {
  Boxes boxes = coversOf(layout);
  boxes.emplace_back("caption", layout.caption);
  boxes.emplace_back("status", layout.status);
  for (const auto& [name, box] : boxes) {
    INFO(name << " " << box.x << " " << box.y << " " << box.width << " " << box.height);
    if (!box.isThere()) continue;
    CHECK(box.x >= 0);
    CHECK(box.y >= 0);
    CHECK(box.x + box.width <= window.widthPx);
    CHECK(box.y + box.height <= window.heightPx);
  }
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    for (std::size_t j = i + 1; j < boxes.size(); ++j) {
      INFO(boxes[i].first << " and " << boxes[j].first);
      CHECK_FALSE(boxes[i].second.overlaps(boxes[j].second));
    }
  }
  CHECK_FALSE(layout.scene.overlaps(layout.page));
  CHECK_FALSE(layout.scene.overlaps(layout.bar));
  CHECK_FALSE(layout.page.overlaps(layout.bar));
  const RectPx& clear = layout.clear;
  if (!clear.isThere()) return;
  CHECK(clear.x >= layout.scene.x);
  CHECK(clear.y >= layout.scene.y);
  CHECK(clear.x + clear.width <= layout.scene.x + layout.scene.width);
  CHECK(clear.y + clear.height <= layout.scene.y + layout.scene.height);
  for (const auto& [name, box] : boxes) {
    INFO("clear and " << name);
    if (name != "status") CHECK_FALSE(clear.overlaps(box));
  }
}

void checkBar(const StageLayout& layout, Window window) {
  const float toolsEnd = layout.menuAt;
  CHECK(layout.tabs.x >= 0);
  CHECK_FALSE(layout.tabs.overlaps(layout.box));
  CHECK(layout.box.x + layout.box.width <= layout.toolsAt);
  CHECK(layout.toolsAt <= toolsEnd);
  CHECK(layout.menuAt + layout.box.height <= window.widthPx);
  CHECK(layout.box.width >= 10 * 17);
}

}  // namespace

TEST_CASE("the picture has at least 85 per cent of the window at the start") {
  for (const Window window : kWindows) {
    INFO(window.widthPx);
    CHECK(pictureShare(layOutStage(opening(window, kUsualEm)), window) >= 0.85F);
  }
}

TEST_CASE("the picture has at least 65 per cent of the window with an answer") {
  for (const Window window : kWindows) {
    INFO(window.widthPx);
    const StageLayout layout = layOutStage(asked(window, kUsualEm));
    CHECK(layout.answer.isThere());
    CHECK(pictureShare(layout, window) >= 0.65F);
    StageParts selected = asked(window, kUsualEm);
    selected.selectedPx = 7 * kUsualEm;
    CHECK(layOutStage(selected).selected.isThere());
    CHECK(pictureShare(layOutStage(selected), window) >= 0.65F);
  }
}

TEST_CASE("nothing on the stage leaves the window or covers another") {
  for (const Window window : kWindows) {
    for (const float em : {kUsualEm, kLargeEm}) {
      for (const bool question : {false, true}) {
        for (const bool card : {false, true}) {
          for (const bool selected : {false, true}) {
            for (const int page : {-1, 0, 1, 2}) {
              INFO(window.widthPx << " em " << em << " question " << question << " card " << card << " page "
                                  << page << " selected " << selected);
              StageParts parts = question ? asked(window, em) : opening(window, em);
              if (card) parts.nextCardPx = 30 * em;
              if (selected) parts.selectedPx = 7 * em;
              if (page >= 0) parts.page = PagePlace{static_cast<PageSide>(page), page == 2 ? 1.0F : 0.5F};
              if (page >= 0) parts.chipsPx.clear();
              const StageLayout layout = layOutStage(parts);
              checkApart(layout, window);
              checkBar(layout, window);
            }
          }
        }
      }
    }
  }
}

TEST_CASE("a legend stands at the lower right beside all else, and the picture keeps clear of it") {
  for (const Window window : kWindows) {
    for (const float em : {kUsualEm, kLargeEm}) {
      for (const bool question : {false, true}) {
        for (const bool card : {false, true}) {
          for (const bool selected : {false, true}) {
            INFO(window.widthPx << " em " << em << " question " << question << " card " << card
                                << " selected " << selected);
            StageParts parts = question ? asked(window, em) : opening(window, em);
            parts.chipsPx.clear();
            if (card) parts.nextCardPx = 30 * em;
            if (selected) parts.selectedPx = 7 * em;
            parts.legendPx = std::array{13 * em, 20 * em};  // twelve categories, others, no value
            const StageLayout layout = layOutStage(parts);
            checkApart(layout, window);
            if (!card && em == kUsualEm) CHECK(layout.legend.isThere());
            if (layout.legend.isThere()) CHECK(layout.legend.height >= 9 * em);
            if (layout.legend.isThere()) CHECK_FALSE(layout.legend.overlaps(layout.clear));
          }
        }
      }
    }
  }
}

TEST_CASE("in a small window letters of any size leave room for all of it") {
  const Window window{1024, 768};
  for (int font = 12; font <= 26; ++font) {
    const float em = std::round(1.15F * static_cast<float>(font));
    for (const bool question : {false, true}) {
      for (const int page : {-1, 0, 1}) {
        StageParts parts = question ? asked(window, em) : opening(window, em);
        if (page >= 0) {
          parts.page = PagePlace{static_cast<PageSide>(page), 0.55F};
          parts.chipsPx.clear();
          if (question) parts.answerPx = 2.4F * em;  // folded beside a page
          parts.captionPx = question ? 1.1F * em : 0;
        }
        const StageLayout layout = layOutStage(parts);
        INFO("font " << font << " question " << question << " page " << page);
        checkApart(layout, window);
        checkBar(layout, window);
        for (const RectPx* pill : {&layout.viewPill, &layout.nextPill}) {
          CHECK(pill->isThere());
          CHECK(pill->height >= 1.3F * em);
        }
        CHECK(layout.viewPill.width >= parts.viewPill.brief);
        CHECK(layout.nextPill.width >= parts.nextPill.brief);
        CHECK(layout.homePill.isThere() == question);
        CHECK(layout.answer.isThere() == question);
        // Of the scene that is the picture's, in its height as well.
        CHECK(layout.clear.height >= 0.38F * layout.scene.height);
        CHECK(areaOf(layout.clear) >= 0.38F * areaOf(layout.scene));
      }
    }
  }
}

TEST_CASE("a folded card at the upper left leaves the picture its width") {
  StageParts parts = asked({1024, 768}, kUsualEm);
  parts.answerPx = 2.4F * kUsualEm;
  const StageLayout layout = layOutStage(parts);
  CHECK(layout.clear.width == layout.scene.width);
  CHECK(layout.clear.y >= layout.answer.y + layout.answer.height);
}

TEST_CASE(
    "the next word's card takes the stage's height where the scene is low, and is never cut at its foot") {
  for (const Window window : kWindows) {
    StageParts parts = opening(window, kUsualEm);
    parts.chipsPx.clear();
    parts.page = PagePlace{PageSide::Below, 0.55F};
    parts.nextCardPx = 36 * kUsualEm;
    const StageLayout layout = layOutStage(parts);
    INFO(window.widthPx);
    CHECK(layout.nextCard.height == *parts.nextCardPx);
    checkApart(layout, window);
  }
}

TEST_CASE("a quiet word stands in the window wherever there is room for it, and moves nothing") {
  for (const Window window : kWindows) {
    StageParts parts = asked(window, kUsualEm);
    StageLayout before = layOutStage(parts);
    parts.quietPx = 20 * kUsualEm;
    StageLayout after = layOutStage(parts);
    CHECK(after.quiet.width == parts.quietPx);
    CHECK_FALSE(after.quiet.overlaps(after.viewPill));
    CHECK_FALSE(after.quiet.overlaps(after.nextPill));
    CHECK(after.caption == before.caption);
    CHECK(after.answer == before.answer);
    CHECK(after.viewPill == before.viewPill);
  }
}

TEST_CASE("with the largest usual letters an answer still shows in a small window") {
  const StageLayout layout = layOutStage(asked({1024, 768}, kLargeEm));
  CHECK(layout.answer.height > 12 * kLargeEm);
  CHECK(layout.viewPill.isThere());
  CHECK(layout.nextPill.isThere());
  CHECK(layout.tools == 0);  // they are in the menu
  CHECK(layOutStage(asked({1366, 768}, kUsualEm)).tools == 3);
}

TEST_CASE("a lesson's subject has at least 70 per cent of the window") {
  for (const Window window : kWindows) {
    for (const bool page : {false, true}) {
      const float em = std::round(28 * window.heightPx / 1080 * 1.13F);
      StageParts parts;
      parts.widthPx = window.widthPx;
      parts.heightPx = window.heightPx;
      parts.emPx = std::max(kUsualEm, em);
      parts.lesson = true;
      parts.lessonCaptionPx = 2 * 1.3F * parts.emPx;
      parts.lessonBarPx = 21 * parts.emPx;
      if (page) parts.page = PagePlace{PageSide::Right, 0.5F};
      const StageLayout layout = layOutStage(parts);
      INFO(window.widthPx << " page " << page);
      const RectPx& subject = page ? layout.page : layout.clear;
      CHECK(areaOf(subject) >= 0.7F * window.widthPx * window.heightPx);
      CHECK(areaOf(layout.bar) == 0);
      checkApart(layout, window);
      CHECK_FALSE(subject.overlaps(layout.caption));
      CHECK_FALSE(subject.overlaps(layout.lessonBar));
    }
  }
}

TEST_CASE("answers stand at the right of a lesson's picture, which keeps clear of them, or not at all") {
  for (const Window window : kWindows) {
    StageParts parts;
    parts.widthPx = window.widthPx;
    parts.heightPx = window.heightPx;
    parts.emPx = kUsualEm;
    parts.lesson = true;
    parts.lessonCaptionPx = 3 * kUsualEm;
    parts.rankingWidthPx = 12 * kUsualEm;
    parts.rankingHeightPx = 9 * kUsualEm;
    StageLayout layout = layOutStage(parts);
    CHECK(layout.ranking.isThere());
    CHECK_FALSE(layout.ranking.overlaps(layout.clear));
    CHECK_FALSE(layout.ranking.overlaps(layout.caption));
    CHECK(areaOf(layout.clear) + areaOf(layout.ranking) >= 0.6F * window.widthPx * window.heightPx);
    parts.rankingWidthPx = 0.5F * window.widthPx;
    layout = layOutStage(parts);
    CHECK_FALSE(layout.ranking.isThere());
    CHECK(layout.clear.width == window.widthPx);
  }
}

TEST_CASE("a page at the right goes below the scene in a narrow window") {
  StageParts parts = opening({1366, 768}, kUsualEm);
  parts.page = PagePlace{PageSide::Right, 0.4F};
  StageLayout layout = layOutStage(parts);
  CHECK(layout.page.width == std::round(0.4F * 1366));
  CHECK(layout.page.x == layout.scene.width);
  parts.widthPx = 1024;
  layout = layOutStage(parts);
  CHECK(layout.page.width == 1024);
  CHECK(layout.page.y == layout.scene.y + layout.scene.height);
}

TEST_CASE("the picture only is the whole window") {
  StageParts parts = asked({1366, 768}, kUsualEm);
  parts.pictureOnly = true;
  const StageLayout layout = layOutStage(parts);
  CHECK(layout.scene == RectPx{0, 0, 1366, 768});
  for (const auto& [name, box] : coversOf(layout)) CHECK_FALSE(box.isThere());
  CHECK(layout.caption.isThere());
}

TEST_CASE("items go into rows in their order") {
  const std::vector<float> widths{50, 40, 30, 120, 10};
  CHECK(rowsOfItems(widths, 100, 10) == std::vector<std::size_t>{2, 1, 1, 1});
  CHECK(rowsOfItems(widths, 1000, 10) == std::vector<std::size_t>{5});
  CHECK(rowsOfItems({}, 100, 10).empty());
}

TEST_CASE("a quiet word covers neither sentence nor card nor pill, and stays in the window") {
  for (const Window window : {Window{1024, 768}, Window{1366, 768}, Window{1920, 1080}, Window{800, 600}}) {
    for (const float em : {kUsualEm, kLargeEm}) {
      for (const float ems : {6.0F, 12.0F, 20.0F}) {
        StageParts parts = asked(window, em);
        parts.captionPx = 1.5F * em;
        parts.quietPx = ems * em;
        const StageLayout layout = layOutStage(parts);
        INFO(window.widthPx << " em " << em << " word " << ems);
        CHECK(layout.quiet.isThere());
        CHECK_FALSE(layout.quiet.overlaps(layout.caption));
        for (const auto& [name, box] : coversOf(layout)) {
          INFO(name);
          CHECK_FALSE(layout.quiet.overlaps(box));
        }
        CHECK(layout.quiet.x >= 0);
        CHECK(layout.quiet.x + layout.quiet.width <= window.widthPx);
      }
    }
  }
}

TEST_CASE("between two cards the picture keeps its room: the answers fold") {
  StageParts parts = asked({800, 600}, kUsualEm);
  parts.foldedPx = 2.4F * kUsualEm;
  CHECK_FALSE(layOutStage(parts).answerFolds);
  parts.nextCardPx = 30 * kUsualEm;
  const StageLayout layout = layOutStage(parts);
  CHECK(layout.answerFolds);
  CHECK(layout.answer.height == std::ceil(parts.foldedPx));
  CHECK(layout.clear.width >= 20 * kUsualEm);
  CHECK(layout.clear.height >= 10 * kUsualEm);
  StageParts wide = parts;
  wide.widthPx = 1366;
  wide.heightPx = 768;
  CHECK_FALSE(layOutStage(wide).answerFolds);
}

TEST_CASE("large letters leave half of the stage to the scene above a page, unless somebody dragged it") {
  StageParts parts = asked({1366, 768}, kLargeEm);
  parts.answerPx = 2.4F * kLargeEm;
  for (const PageSide side : {PageSide::Right, PageSide::Below}) {
    parts.page = PagePlace{side, 0.6F};
    const StageLayout layout = layOutStage(parts);
    CHECK(layout.scene.height >= 0.49F * (768 - layout.bar.height));
    CHECK(layout.clear.height >= 6 * kLargeEm);
  }
  parts.page = PagePlace{PageSide::Below, 0.7F, true};
  CHECK(layOutStage(parts).scene.height < 0.32F * 768);
}

TEST_CASE("where there is little room the most needed way back stays, whole and on nothing") {
  for (const Window window : kWindows) {
    for (const float em : {kUsualEm, kLargeEm}) {
      INFO(window.widthPx << " " << em);
      StageParts parts = asked(window, em);
      parts.waysPx = {6 * em, 3.2F * em, 6.2F * em};
      const StageLayout all = layOutStage(parts);
      checkApart(all, window);
      CHECK(all.ways >= 1);
      CHECK(all.homePill.width >= 6 * em);
      if (window.widthPx >= 1366 && em == kUsualEm) CHECK(all.ways == 3);
      parts.nextCardPx = 30 * em;
      const StageLayout beside = layOutStage(parts);
      checkApart(beside, window);
      CHECK(beside.ways <= all.ways);
    }
  }
}

TEST_CASE("the picture keeps clear of the selected word's card") {
  for (const Window window : kWindows) {
    StageParts parts = asked(window, kUsualEm);
    parts.selectedPx = 7 * kUsualEm;
    const StageLayout layout = layOutStage(parts);
    REQUIRE(layout.selected.isThere());
    checkApart(layout, window);
    CHECK(areaOf(layout.clear) >= 0.45F * areaOf(layout.scene));
    CHECK(layout.clear.height >= 0.6F * layout.scene.height);
  }
}
