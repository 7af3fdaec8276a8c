#include "app/panels/layout/stage_layout.h"

#include <algorithm>
#include <cmath>

#include "app/look/density.h"
#include "app/platform/imgui/caption_size.h"

namespace es::app {

namespace {

constexpr float kDesignLinePx = 17;  // sizes are meant for text of this height and grow with it
constexpr float kBoxPx = 520, kMarginPx = 12;
constexpr float kControlPad = 17, kBarPad = 14, kPillPad = 13;  // around a line, around the bar's controls
constexpr float kAnswerPx = 280, kSelectedPx = 260, kNextCardPx = 360, kNarrowPx = 1200, kDividerPx = 9,
                kStatusPx = 16;
constexpr float kBoxEms = 20;          // rather than be narrower the box sends a tool into the menu
constexpr float kLeastCardEms = 9;     // a card with less height than this is not shown
constexpr float kLeastCaptionEms = 9;  // nor a caption of less width
constexpr float kNarrowShare = 0.56F;  // of a page that would be at the right of the scene, below it
constexpr float kLeastSceneEms = 13;   // as high a scene is left above a page, up to half of the stage
constexpr float kLeastClearEms = 15;   // as wide a picture between two cards

float rightOf(const RectPx& box) {
  return box.x + box.width;
}
float bottomOf(const RectPx& box) {
  return box.y + box.height;
}
bool isThere(const RectPx& box) {
  return box.width > 0 && box.height > 0;
}

float scaleOf(float emPx) {
  return emPx / kDesignLinePx;
}

/// Lengths grow with the letters; what lies between and around letters grows less in a small window.
struct Sizes {
  explicit Sizes(const StageParts& parts)
      : em(parts.emPx),
        scale(scaleOf(parts.emPx)),
        density(densityOf(parts.widthPx, parts.heightPx, parts.emPx)),
        margin(pad(kMarginPx)),
        control(std::round(em + pad(kControlPad))),
        pill(std::round(em + pad(kPillPad))) {}
  [[nodiscard]] float px(float design) const { return std::round(design * scale); }
  [[nodiscard]] float pad(float design) const { return std::round(design * scale * density); }
  float em, scale, density, margin, control, pill;
};

/// Tabs at the left, the menu at the right, tools beside it, the box in the middle of what is left.
void layOutBar(const StageParts& parts, const Sizes& sizes, StageLayout& layout) {
  const float gap = sizes.margin, control = sizes.control, height = control + sizes.pad(kBarPad);
  const float top = std::round((height - control) / 2);
  layout.bar = {0, 0, parts.widthPx, height};
  layout.tabs = {gap, top, std::min(std::ceil(parts.tabsPx), parts.widthPx - 2 * gap), control};
  layout.menuAt = parts.widthPx - gap - control;
  const float left = rightOf(layout.tabs) + gap;
  layout.tools = static_cast<int>(parts.toolsPx.size());
  const auto toolsAt = [&](int count) {
    float at = layout.menuAt;
    for (int i = 0; i < count; ++i) at -= parts.toolsPx[static_cast<std::size_t>(i)];
    return std::floor(at);
  };
  while (layout.tools > 0 && toolsAt(layout.tools) - gap - left < kBoxEms * sizes.em) --layout.tools;
  layout.toolsAt = toolsAt(layout.tools);
  const float right = layout.toolsAt - gap;
  const float width = std::max(0.0F, std::min(sizes.px(kBoxPx), right - left));
  const float middle = std::round((parts.widthPx - width) / 2);
  layout.box = {std::clamp(middle, left, std::max(left, right - width)), top, width, control};
}

/// Such a window shows a page below the scene.
bool isNarrow(float widthPx, float emPx) {
  return widthPx < kNarrowPx * std::max(1.0F, scaleOf(emPx));
}

/// Shares the stage out between scene and page.
void layOutPage(const StageParts& parts, const Sizes& sizes, const RectPx& stage, StageLayout& layout) {
  layout.scene = stage;
  if (!parts.page) return;
  PagePlace place = *parts.page;
  if (place.side == PageSide::Whole) {
    layout.page = stage;
    layout.scene = {stage.x, stage.y, 0, 0};
    return;
  }
  if (place.side == PageSide::Right && isNarrow(parts.widthPx, sizes.em)) {
    place.side = PageSide::Below;
    place.share = std::max(place.share, kNarrowShare);
  }
  if (place.side == PageSide::Below && !place.byHand) {
    const float most = std::max(0.5F, 1 - kLeastSceneEms * sizes.em / std::max(1.0F, stage.height));
    place.share = std::min(place.share, most);
  }
  const float grip = sizes.px(kDividerPx);
  if (place.side == PageSide::Below) {
    const float height = std::round(std::clamp(place.share, 0.1F, 0.9F) * stage.height);
    layout.scene.height = stage.height - height;
    layout.page = {stage.x, bottomOf(layout.scene), stage.width, height};
    layout.divider = {stage.x, std::round(layout.page.y - grip / 2), stage.width, grip};
  } else {
    const float width = std::round(std::clamp(place.share, 0.1F, 0.9F) * stage.width);
    layout.scene.width = stage.width - width;
    layout.page = {rightOf(layout.scene), stage.y, width, stage.height};
    layout.divider = {std::round(layout.page.x - grip / 2), stage.y, grip, stage.height};
  }
}

/// How the pills on the line say what they say: in full where there is room, also for the status.
struct PillChoice {
  float view = 0, next = 0;
};
PillChoice choosePills(const StageParts& parts, const Sizes& sizes, float room) {
  const float gap = sizes.margin, home = parts.homePillPx > 0 ? std::ceil(parts.homePillPx) + gap : 0;
  const auto fits = [&](float view, float next) {
    return std::ceil(view) + home + (next > 0 ? std::ceil(next) + gap : 0) <= room;
  };
  const PillWidths &view = parts.viewPill, &next = parts.nextPill;
  if (fits(view.full + parts.statusPx + gap, next.full)) return {view.full, next.full};
  if (fits(view.full, next.brief)) return {view.full, next.brief};
  return {view.brief, next.brief};
}

/// The pills and the status on the scene's lowest line.
void layOutPills(const StageParts& parts, const Sizes& sizes, StageLayout& layout) {
  const float gap = sizes.margin, height = sizes.pill;
  const RectPx& scene = layout.scene;
  if (scene.height < 2 * height + 2 * gap) return;
  const float top = bottomOf(scene) - gap - height, left = scene.x + gap, right = rightOf(scene) - gap;
  const PillChoice choice = choosePills(parts, sizes, right - left);
  const float nextWidth = std::min(std::ceil(choice.next), right - left);
  if (nextWidth > 0) layout.nextPill = {right - nextWidth, top, nextWidth, height};
  const float end = nextWidth > 0 ? layout.nextPill.x - gap : right;
  const float home = parts.homePillPx > 0 ? std::ceil(parts.homePillPx) : 0;
  const float beside = home > 0 ? home + gap : 0;
  const float width = std::min(std::ceil(choice.view), end - left - beside);
  if (width > 4 * sizes.em) {
    const float middle = std::round(scene.x + (scene.width - width - beside) / 2);
    layout.viewPill = {std::clamp(middle, left, end - width - beside), top, width, height};
    if (home > 0) layout.homePill = {rightOf(layout.viewPill) + gap, top, home, height};
  }
  const float room = (isThere(layout.viewPill) ? layout.viewPill.x : end) - gap - left;
  if (parts.statusPx > 0 && parts.statusPx <= room) {
    const float line = sizes.px(kStatusPx);
    layout.status = {left, std::round(top + (height - line) / 2), std::ceil(parts.statusPx), line};
  }
}

bool overlap(const RectPx& a, const RectPx& b) {
  return isThere(b) && a.x < rightOf(b) && b.x < rightOf(a) && a.y < bottomOf(b) && b.y < bottomOf(a);
}

/// At the lower left: in the status' place where it fits there, else above pills and sentence, beside the
/// cards; it covers none of them where there is any room.
void layOutQuiet(const StageParts& parts, const Sizes& sizes, StageLayout& layout) {
  if (parts.quietPx <= 0) return;
  const float gap = sizes.margin, height = sizes.pill;
  const float width = std::min(std::ceil(parts.quietPx), parts.widthPx - 2 * gap);
  if (parts.lesson) {
    layout.quiet = {gap, gap, width, height};
    return;
  }
  const RectPx& line = isThere(layout.viewPill) ? layout.viewPill : layout.nextPill;
  const RectPx& ground = isThere(layout.scene) ? layout.scene : layout.page;
  const float left = ground.x + gap, top = isThere(line) ? line.y : bottomOf(ground) - gap - height;
  const float above = top - gap - height, right = std::max(left, rightOf(ground) - gap - width);
  const float clearLeft = std::max(left, layout.clear.x + gap);
  const float beside = std::min(width, rightOf(ground) - gap - clearLeft);  // its text is cut to it
  const float overText = isThere(layout.caption) ? layout.caption.y - gap - height : above;
  const std::array<RectPx, 6> places{{{left, top, width, height},
                                      {left, above, width, height},
                                      {right, above, width, height},
                                      {left, overText, width, height},
                                      {clearLeft, overText, beside, height},
                                      {clearLeft, layout.clear.y + gap, beside, height}}};
  const auto isFree = [&](const RectPx& place) {
    for (const RectPx* taken :
         {&layout.caption, &layout.viewPill, &layout.homePill, &layout.nextPill, &layout.answer,
          &layout.selected, &layout.legend, &layout.nextCard, &layout.chips})
      if (overlap({place.x, place.y, place.width + gap, place.height}, *taken)) return false;
    return true;
  };
  const auto* found = std::ranges::find_if(places, isFree);
  layout.quiet = found != places.end() ? *found : places[3];
}

void layOutChips(const StageParts& parts, const Sizes& sizes, StageLayout& layout) {
  const float gap = std::round(0.7F * sizes.margin), room = layout.scene.width - 2 * sizes.margin;
  const std::vector<std::size_t> rows = rowsOfItems(parts.chipsPx, room, gap);
  if (rows.empty()) return;
  float width = 0;
  std::size_t item = 0;
  for (const std::size_t count : rows) {
    float row = -gap;
    for (std::size_t i = 0; i < count; ++i) row += parts.chipsPx[item++] + gap;
    width = std::max(width, row);
  }
  width = std::min(std::ceil(width), room);
  const float count = static_cast<float>(rows.size()), line = sizes.control;
  const float middle = layout.box.x + layout.box.width / 2, left = layout.scene.x + sizes.margin;
  layout.chips = {std::clamp(std::round(middle - width / 2), left, left + room - width),
                  layout.scene.y + sizes.margin, width, count * line + (count - 1) * gap};
}

float pillsTop(const StageLayout& layout, const Sizes& sizes) {
  const float none = bottomOf(layout.scene) - sizes.margin;
  return isThere(layout.viewPill) || isThere(layout.nextPill)
             ? bottomOf(layout.scene) - 2 * sizes.margin - sizes.pill
             : none;
}

/// The view's pill gives way to a card that comes down to it.
void keepPillsLeftOf(float end, const Sizes& sizes, StageLayout& layout) {
  if (!isThere(layout.viewPill)) return;
  const float left = layout.scene.x + sizes.margin;
  const RectPx& last = isThere(layout.homePill) ? layout.homePill : layout.viewPill;
  const float away = std::max(0.0F, rightOf(last) - end), moved = std::min(away, layout.viewPill.x - left);
  layout.viewPill.x -= moved;
  layout.viewPill.width -= away - moved;
  if (isThere(layout.homePill)) layout.homePill.x -= away;
  if (isThere(layout.status) && rightOf(layout.status) + sizes.margin > layout.viewPill.x) layout.status = {};
}

/// The card of the next word above its pill; over the page where there is no scene. Where the scene is too
/// low for it, it takes the height of the whole stage, and its pill's place.
void layOutNextCard(const StageParts& parts, const Sizes& sizes, StageLayout& layout) {
  if (!parts.nextCardPx) return;
  const bool overScene = isThere(layout.nextPill);
  const RectPx& ground = overScene ? layout.scene : layout.page;
  const float top = isThere(layout.chips) ? bottomOf(layout.chips) : ground.y;
  float bottom = overScene ? pillsTop(layout, sizes) : bottomOf(ground) - sizes.margin;
  const float width = std::min(sizes.px(kNextCardPx), ground.width - 2 * sizes.margin);
  const float wanted = std::ceil(*parts.nextCardPx);
  const bool over =
      overScene && bottomOf(layout.scene) < parts.heightPx && bottom - top - sizes.margin < wanted;
  if (over) {
    bottom = std::min(parts.heightPx - sizes.margin, top + sizes.margin + wanted);
    layout.nextPill = {};
  }
  const float height = std::min(wanted, bottom - top - sizes.margin);
  if (height < std::min(kLeastCardEms * sizes.em, *parts.nextCardPx)) return;
  layout.nextCard = {rightOf(ground) - sizes.margin - width, bottom - height, width, height};
  if (over) keepPillsLeftOf(layout.nextCard.x - sizes.margin, sizes, layout);
}

/// The caption's left part of the scene, above the pills and beside the card of the next word.
void layOutCaption(const StageParts& parts, const Sizes& sizes, StageLayout& layout) {
  if (parts.captionPx <= 0) return;
  const RectPx& scene = layout.scene;
  const float left = scene.x + sizes.margin, bottom = pillsTop(layout, sizes);
  float width = std::min(scene.width - 2 * sizes.margin, 62 * sizes.em);
  if (isThere(layout.nextCard)) width = std::min(width, layout.nextCard.x - sizes.margin - left);
  if (width < kLeastCaptionEms * sizes.em || parts.captionPx > 0.25F * scene.height) return;
  layout.caption = {left, bottom - std::ceil(parts.captionPx), std::floor(width), std::ceil(parts.captionPx)};
}

/// At the left; it gives way to the card of the next word where both have no room.
void layOutAnswer(const StageParts& parts, const Sizes& sizes, StageLayout& layout) {
  if (!parts.answerPx) return;
  const RectPx& scene = layout.scene;
  const float margin = sizes.margin;
  const float width = std::min(answerWidthPx(sizes.em), std::floor(0.5F * scene.width));
  float top = scene.y + margin;
  const RectPx& chips = layout.chips;
  if (isThere(chips) && chips.x < scene.x + margin + width) top = bottomOf(chips) + sizes.margin;
  const float bottom = isThere(layout.caption) ? layout.caption.y - sizes.margin : pillsTop(layout, sizes);
  const float between =
      isThere(layout.nextCard) ? layout.nextCard.x - (scene.x + margin + width) : scene.width;
  layout.answerFolds =
      parts.foldedPx > 0 && parts.foldedPx < *parts.answerPx && between < kLeastClearEms * sizes.em;
  const float wanted = layout.answerFolds ? parts.foldedPx : *parts.answerPx;
  const float height = std::min(std::ceil(wanted), bottom - top);
  const bool taken = isThere(layout.nextCard) && layout.nextCard.x < scene.x + margin + width + sizes.margin;
  if (taken || height < std::min(kLeastCardEms * sizes.em, wanted)) return;
  layout.answer = {scene.x + margin, top, width, height};
}

/// At the upper right, below what is offered at the start.
void layOutSelected(const StageParts& parts, const Sizes& sizes, StageLayout& layout) {
  if (!parts.selectedPx) return;
  const RectPx& scene = layout.scene;
  const float width = std::min(sizes.px(kSelectedPx), scene.width - 2 * sizes.margin);
  const float left = rightOf(scene) - sizes.margin - width, height = std::ceil(*parts.selectedPx);
  float top = scene.y + sizes.margin;
  if (isThere(layout.chips) && rightOf(layout.chips) + sizes.margin > left)
    top = bottomOf(layout.chips) + sizes.margin;
  float bottom = pillsTop(layout, sizes);
  if (isThere(layout.nextCard)) bottom = layout.nextCard.y - sizes.margin;
  if (isThere(layout.caption) && rightOf(layout.caption) + sizes.margin > left)
    bottom = std::min(bottom, layout.caption.y - sizes.margin);
  const bool taken = isThere(layout.answer) && rightOf(layout.answer) + sizes.margin > left;
  if (!taken && top + height <= bottom) layout.selected = {left, top, width, height};
}

/// At the lower right, above the pills or the card of the next word, below the selected word's.
void layOutLegend(const StageParts& parts, const Sizes& sizes, StageLayout& layout) {
  if (!parts.legendPx) return;
  const auto [wantedWidth, wantedHeight] = *parts.legendPx;
  const RectPx& scene = layout.scene;
  const float width = std::min(std::ceil(wantedWidth), std::floor(0.4F * scene.width));
  const float left = rightOf(scene) - sizes.margin - width;
  const auto isInTheWay = [&](const RectPx& box) {
    return isThere(box) && rightOf(box) + sizes.margin > left;
  };
  float top = scene.y + sizes.margin, bottom = pillsTop(layout, sizes);
  for (const RectPx* above : {&layout.chips, &layout.selected})
    if (isInTheWay(*above)) top = std::max(top, bottomOf(*above) + sizes.margin);
  for (const RectPx* below : {&layout.nextCard, &layout.caption})
    if (isInTheWay(*below)) bottom = std::min(bottom, below->y - sizes.margin);
  const float height = std::min(std::ceil(wantedHeight), bottom - top);
  if (isInTheWay(layout.answer) || height < std::min(kLeastCardEms * sizes.em, wantedHeight)) return;
  layout.legend = {left, bottom - height, width, height};
}

/// The part of `room` beside or below `card`, at its upper left: the larger one.
RectPx without(const RectPx& room, const RectPx& card) {
  const float right = rightOf(room), bottom = bottomOf(room);
  const float left = std::clamp(rightOf(card), room.x, right),
              top = std::clamp(bottomOf(card), room.y, bottom);
  const RectPx beside{left, room.y, right - left, room.height}, below{room.x, top, room.width, bottom - top};
  return beside.width * beside.height >= below.width * below.height ? beside : below;
}

/// What is left of the scene between the cards at its edges.
RectPx clearOf(const StageLayout& layout) {
  const float left = layout.scene.x;
  float top = layout.scene.y, right = rightOf(layout.scene), bottom = bottomOf(layout.scene);
  if (isThere(layout.nextCard) && isThere(layout.scene)) right = std::min(right, layout.nextCard.x);
  if (isThere(layout.chips)) top = std::max(top, bottomOf(layout.chips));
  for (const RectPx* low :
       {&layout.caption, &layout.viewPill, &layout.homePill, &layout.nextPill, &layout.lessonBar})
    if (isThere(*low) && low->y < bottom) bottom = std::max(top, low->y);
  if (isThere(layout.legend)) right = std::min(right, layout.legend.x);
  const RectPx room{left, top, std::max(0.0F, right - left), std::max(0.0F, bottom - top)};
  return isThere(layout.answer) ? without(room, layout.answer) : room;
}

/// At the right of a lesson's picture, at the top, where less than half of the width is left to it.
void layOutRanking(const StageParts& parts, const Sizes& sizes, StageLayout& layout) {
  const float gap = 2 * sizes.margin, width = parts.rankingWidthPx, height = parts.rankingHeightPx;
  if (width <= 0 || width + 2 * gap > layout.clear.width / 2 || height + gap > layout.clear.height) return;
  layout.ranking = {layout.clear.width - gap - width, gap, width, height};
  layout.clear.width = layout.ranking.x - gap;
}

/// A lesson's subject, its caption at the lower left, its bar at the lower right: beside the caption, or
/// below it where that would be too narrow. Over a scene both float; of a page they take the foot.
StageLayout layOutLesson(const StageParts& parts, const Sizes& sizes) {
  StageLayout layout;
  const float gap = sizes.margin, height = sizes.pill, width = parts.widthPx - 2 * gap;
  const float bar = parts.pictureOnly ? 0 : std::min(std::ceil(parts.lessonBarPx), width);
  const bool beside = width - bar - gap >= 26 * sizes.em;
  const float caption = std::ceil(parts.lessonCaptionPx);
  const float captionWidth = beside && bar > 0 ? width - bar - gap : width;
  const float row = bar > 0 && !beside ? height + gap : 0;
  const float foot = std::max(caption, bar > 0 ? height : 0) + row + 2 * gap;
  const float bottom = parts.heightPx - gap;
  layout.caption = {gap, bottom - row - caption, captionWidth, caption};
  if (bar > 0) layout.lessonBar = {parts.widthPx - gap - bar, bottom - height, bar, height};
  const RectPx whole{0, 0, parts.widthPx, parts.heightPx};
  layout.scene = whole;
  if (parts.page) {
    layout.scene = {};
    layout.page = {0, 0, parts.widthPx, parts.heightPx - foot};
  } else {
    layout.clear = {0, 0, parts.widthPx, parts.heightPx - foot};
    layOutRanking(parts, sizes, layout);
  }
  return layout;
}

StageLayout layOutPicture(const StageParts& parts, const Sizes& sizes) {
  StageLayout layout;
  layout.scene = {0, 0, parts.widthPx, parts.heightPx};
  layOutCaption(parts, sizes, layout);
  layout.clear = clearOf(layout);
  return layout;
}

}  // namespace

float stageMargin(const StageParts& parts) {
  return Sizes(parts).margin;
}

float answerWidthPx(float emPx) {
  return std::round(kAnswerPx * scaleOf(emPx));
}

float captionTimes(float sceneHeightPx, float emPx) {
  constexpr float kLeast = 1.05F, kMost = kCaptionTimes;
  constexpr float kLowEms = 16, kHighEms = 36;
  const float share = std::clamp((sceneHeightPx / emPx - kLowEms) / (kHighEms - kLowEms), 0.0F, 1.0F);
  return kLeast + share * (kMost - kLeast);
}

std::vector<std::size_t> rowsOfItems(std::span<const float> widths, float roomPx, float gapPx) {
  std::vector<std::size_t> rows;
  float used = 0;
  for (const float width : widths) {
    if (rows.empty() || used + gapPx + width > roomPx) {
      rows.push_back(0);
      used = -gapPx;
    }
    ++rows.back();
    used += gapPx + width;
  }
  return rows;
}

namespace {

/// Bar, scene and page, with all that floats over them.
StageLayout layOutAll(const StageParts& parts, const Sizes& sizes) {
  StageLayout layout;
  layOutBar(parts, sizes, layout);
  const float top = layout.bar.height;
  layOutPage(parts, sizes, {0, top, parts.widthPx, std::max(0.0F, parts.heightPx - top)}, layout);
  layOutPills(parts, sizes, layout);
  if (isThere(layout.scene)) layOutChips(parts, sizes, layout);
  layOutNextCard(parts, sizes, layout);
  if (isThere(layout.scene)) {
    layOutCaption(parts, sizes, layout);
    layOutAnswer(parts, sizes, layout);
    layOutSelected(parts, sizes, layout);
    layOutLegend(parts, sizes, layout);
  }
  layout.clear = clearOf(layout);
  return layout;
}

}  // namespace

StageLayout layOutStage(const StageParts& parts) {
  const Sizes sizes(parts);
  StageLayout layout = parts.lesson        ? layOutLesson(parts, sizes)
                       : parts.pictureOnly ? layOutPicture(parts, sizes)
                                           : layOutAll(parts, sizes);
  layOutQuiet(parts, sizes, layout);
  layout.margin = sizes.margin;
  layout.pillHeight = sizes.pill;
  return layout;
}

}  // namespace es::app
