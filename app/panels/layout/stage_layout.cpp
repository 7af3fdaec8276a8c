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
constexpr float kLeastPageEms = 30;    // as wide a page beside a card

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
  const float left = layout.tabs.right() + gap;
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
    layout.page = {stage.x, layout.scene.bottom(), stage.width, height};
    layout.divider = {stage.x, std::round(layout.page.y - grip / 2), stage.width, grip};
  } else {
    const float width = std::round(std::clamp(place.share, 0.1F, 0.9F) * stage.width);
    layout.scene.width = stage.width - width;
    layout.page = {layout.scene.right(), stage.y, width, stage.height};
    layout.divider = {std::round(layout.page.x - grip / 2), stage.y, grip, stage.height};
  }
}

/// The first of the ways back, in a row.
float waysWidth(const StageParts& parts, const Sizes& sizes, std::size_t count) {
  float width = 0;
  for (std::size_t i = 0; i < count; ++i) width += std::ceil(parts.waysPx[i]) + (i > 0 ? sizes.margin : 0);
  return width;
}

/// How the pills on the line say what they say: in full where there is room, also for the status; and how
/// many ways back stand beside them, which the pills make room for by saying it shortly.
struct PillChoice {
  float view = 0, next = 0;
  std::size_t ways = 0;
};
PillChoice choosePills(const StageParts& parts, const Sizes& sizes, float room) {
  const float gap = sizes.margin;
  const PillWidths &view = parts.viewPill, &next = parts.nextPill;
  const auto fits = [&](float viewPx, float nextPx, std::size_t ways) {
    const float beside = ways > 0 ? waysWidth(parts, sizes, ways) + gap : 0;
    return std::ceil(viewPx) + beside + (nextPx > 0 ? std::ceil(nextPx) + gap : 0) <= room;
  };
  for (std::size_t ways = parts.waysPx.size(); ways > 0; --ways) {
    if (fits(view.full + parts.statusPx + gap, next.full, ways)) return {view.full, next.full, ways};
    if (fits(view.full, next.brief, ways)) return {view.full, next.brief, ways};
    if (ways == 1 || fits(view.brief, next.brief, ways)) return {view.brief, next.brief, ways};
  }
  if (fits(view.full + parts.statusPx + gap, next.full, 0)) return {view.full, next.full};
  if (fits(view.full, next.brief, 0)) return {view.full, next.brief};
  return {view.brief, next.brief};
}

/// The pill of the view in the middle of the scene, as far as `end` lets it, with its ways back beside it.
void layOutViewPill(const StageParts& parts, const Sizes& sizes, const PillChoice& choice, float end,
                    StageLayout& layout) {
  const float gap = sizes.margin, height = sizes.pill, left = layout.scene.x + gap;
  const float top = layout.scene.bottom() - gap - height;
  const float ways = waysWidth(parts, sizes, choice.ways), beside = ways > 0 ? ways + gap : 0;
  const float width = std::min(std::ceil(choice.view), end - left - beside);
  layout.viewPill = layout.homePill = {};
  layout.ways = 0;
  if (width <= 4 * sizes.em) return;
  const float middle = std::round(layout.scene.x + (layout.scene.width - width - beside) / 2);
  layout.viewPill = {std::clamp(middle, left, end - width - beside), top, width, height};
  if (ways <= 0) return;
  layout.homePill = {layout.viewPill.right() + gap, top, ways, height};
  layout.ways = choice.ways;
}

/// The pills and the status on the scene's lowest line.
void layOutPills(const StageParts& parts, const Sizes& sizes, StageLayout& layout) {
  const float gap = sizes.margin, height = sizes.pill;
  const RectPx& scene = layout.scene;
  if (scene.height < 2 * height + 2 * gap) return;
  const float top = scene.bottom() - gap - height, left = scene.x + gap, right = scene.right() - gap;
  const PillChoice choice = choosePills(parts, sizes, right - left);
  const float nextWidth = std::min(std::ceil(choice.next), right - left);
  if (nextWidth > 0) layout.nextPill = {right - nextWidth, top, nextWidth, height};
  const float end = nextWidth > 0 ? layout.nextPill.x - gap : right;
  layOutViewPill(parts, sizes, choice, end, layout);
  const float room = (layout.viewPill.isThere() ? layout.viewPill.x : end) - gap - left;
  if (parts.statusPx > 0 && parts.statusPx <= room) {
    const float line = sizes.px(kStatusPx);
    layout.status = {left, std::round(top + (height - line) / 2), std::ceil(parts.statusPx), line};
  }
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
  const RectPx& line = layout.viewPill.isThere() ? layout.viewPill : layout.nextPill;
  const RectPx& ground = layout.scene.isThere() ? layout.scene : layout.page;
  const float left = ground.x + gap, top = line.isThere() ? line.y : ground.bottom() - gap - height;
  const float above = top - gap - height, right = std::max(left, ground.right() - gap - width);
  const float clearLeft = std::max(left, layout.clear.x + gap);
  const float beside = std::min(width, ground.right() - gap - clearLeft);  // its text is cut to it
  const float overText = layout.caption.isThere() ? layout.caption.y - gap - height : above;
  const std::array<RectPx, 6> places{{{left, top, width, height},
                                      {left, above, width, height},
                                      {right, above, width, height},
                                      {left, overText, width, height},
                                      {clearLeft, overText, beside, height},
                                      {clearLeft, layout.clear.y + gap, beside, height}}};
  const auto isFree = [&](const RectPx& place) {
    if (!place.isThere()) return false;
    for (const RectPx* taken :
         {&layout.caption, &layout.viewPill, &layout.homePill, &layout.nextPill, &layout.answer,
          &layout.selected, &layout.legend, &layout.nextCard, &layout.chips})
      if (taken->overlaps({place.x, place.y, place.width + gap, place.height})) return false;
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
  const float none = layout.scene.bottom() - sizes.margin;
  return layout.viewPill.isThere() || layout.nextPill.isThere()
             ? layout.scene.bottom() - 2 * sizes.margin - sizes.pill
             : none;
}

/// The view's pill gives way to a card that comes down to it.
void keepPillsLeftOf(const StageParts& parts, float end, const Sizes& sizes, StageLayout& layout) {
  if (!layout.viewPill.isThere()) return;
  const RectPx& last = layout.homePill.isThere() ? layout.homePill : layout.viewPill;
  if (last.right() <= end) return;
  StageParts alone = parts;  // the next word's pill has gone
  alone.nextPill = {};
  layOutViewPill(alone, sizes, choosePills(alone, sizes, end - layout.scene.x - sizes.margin), end, layout);
  if (layout.status.isThere() && layout.status.right() + sizes.margin > layout.viewPill.x) layout.status = {};
}

/// The card of the next word above its pill; over the page where there is no scene. Where the scene is too
/// low for it, it takes the height of the whole stage, and its pill's place.
void layOutNextCard(const StageParts& parts, const Sizes& sizes, StageLayout& layout) {
  if (!parts.nextCardPx) return;
  const bool overScene = layout.nextPill.isThere();
  const RectPx& ground = overScene ? layout.scene : layout.page;
  const float top = layout.chips.isThere() ? layout.chips.bottom() : ground.y;
  float bottom = overScene ? pillsTop(layout, sizes) : ground.bottom() - sizes.margin;
  const float width = std::min(sizes.px(kNextCardPx), ground.width - 2 * sizes.margin);
  const float wanted = std::ceil(*parts.nextCardPx);
  const bool over =
      overScene && layout.scene.bottom() < parts.heightPx && bottom - top - sizes.margin < wanted;
  if (over) {
    bottom = std::min(parts.heightPx - sizes.margin, top + sizes.margin + wanted);
    layout.nextPill = {};
  }
  const float height = std::min(wanted, bottom - top - sizes.margin);
  if (height < std::min(kLeastCardEms * sizes.em, *parts.nextCardPx)) return;
  layout.nextCard = {ground.right() - sizes.margin - width, bottom - height, width, height};
  const float beside =
      layout.nextCard.x - sizes.margin - layout.page.x;  // a page alone makes room for a tall one
  const bool tall = height > 0.4F * layout.page.height;
  if (!overScene && !layout.scene.isThere() && tall && beside >= kLeastPageEms * sizes.em)
    layout.page.width = beside;
  if (over) keepPillsLeftOf(parts, layout.nextCard.x - sizes.margin, sizes, layout);
}

/// The caption's left part of the scene, above the pills and beside the card of the next word.
void layOutCaption(const StageParts& parts, const Sizes& sizes, StageLayout& layout) {
  if (parts.captionPx <= 0) return;
  const RectPx& scene = layout.scene;
  const float left = scene.x + sizes.margin, bottom = pillsTop(layout, sizes);
  float width = std::min(scene.width - 2 * sizes.margin, 62 * sizes.em);
  if (layout.nextCard.isThere()) width = std::min(width, layout.nextCard.x - sizes.margin - left);
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
  if (chips.isThere() && chips.x < scene.x + margin + width) top = chips.bottom() + sizes.margin;
  const float bottom = layout.caption.isThere() ? layout.caption.y - sizes.margin : pillsTop(layout, sizes);
  const float between =
      layout.nextCard.isThere() ? layout.nextCard.x - (scene.x + margin + width) : scene.width;
  layout.answerFolds =
      parts.foldedPx > 0 && parts.foldedPx < *parts.answerPx && between < kLeastClearEms * sizes.em;
  const float wanted = layout.answerFolds ? parts.foldedPx : *parts.answerPx;
  const float height = std::min(std::ceil(wanted), bottom - top);
  const bool taken = layout.nextCard.isThere() && layout.nextCard.x < scene.x + margin + width + sizes.margin;
  if (taken || height < std::min(kLeastCardEms * sizes.em, wanted)) return;
  layout.answer = {scene.x + margin, top, width, height};
}

/// At the upper right, below what is offered at the start.
void layOutSelected(const StageParts& parts, const Sizes& sizes, StageLayout& layout) {
  if (!parts.selectedPx) return;
  const RectPx& scene = layout.scene;
  const float width = std::min(sizes.px(kSelectedPx), scene.width - 2 * sizes.margin);
  const float left = scene.right() - sizes.margin - width, height = std::ceil(*parts.selectedPx);
  float top = scene.y + sizes.margin;
  if (layout.chips.isThere() && layout.chips.right() + sizes.margin > left)
    top = layout.chips.bottom() + sizes.margin;
  float bottom = pillsTop(layout, sizes);
  if (layout.nextCard.isThere()) bottom = layout.nextCard.y - sizes.margin;
  if (layout.caption.isThere() && layout.caption.right() + sizes.margin > left)
    bottom = std::min(bottom, layout.caption.y - sizes.margin);
  const bool taken = layout.answer.isThere() && layout.answer.right() + sizes.margin > left;
  if (!taken && top + height <= bottom) layout.selected = {left, top, width, height};
}

/// At the lower right, above the pills or the card of the next word, below the selected word's.
void layOutLegend(const StageParts& parts, const Sizes& sizes, StageLayout& layout) {
  if (!parts.legendPx) return;
  const auto [wantedWidth, wantedHeight] = *parts.legendPx;
  const RectPx& scene = layout.scene;
  const float width = std::min(std::ceil(wantedWidth), std::floor(0.4F * scene.width));
  const float left = scene.right() - sizes.margin - width;
  const auto isInTheWay = [&](const RectPx& box) {
    return box.isThere() && box.right() + sizes.margin > left;
  };
  float top = scene.y + sizes.margin, bottom = pillsTop(layout, sizes);
  for (const RectPx* above : {&layout.chips, &layout.selected})
    if (isInTheWay(*above)) top = std::max(top, above->bottom() + sizes.margin);
  for (const RectPx* below : {&layout.nextCard, &layout.caption})
    if (isInTheWay(*below)) bottom = std::min(bottom, below->y - sizes.margin);
  const float height = std::min(std::ceil(wantedHeight), bottom - top);
  if (isInTheWay(layout.answer) || height < std::min(kLeastCardEms * sizes.em, wantedHeight)) return;
  layout.legend = {left, bottom - height, width, height};
}

float areaOf(const RectPx& part) {
  return part.width * part.height;
}
/// How large a question's arrows, a little wider than high, can be in it.
float reachOf(const RectPx& part) {
  constexpr float kAcross = 1.2F;
  return std::min(part.width, kAcross * part.height);
}

/// The part of `room` beside, above or below `card` that is the largest by this measure.
RectPx without(const RectPx& room, const RectPx& card, float (*measure)(const RectPx& part)) {
  if (!room.overlaps(card)) return room;
  const float left = std::max(room.x, card.x), top = std::max(room.y, card.y);
  const float right = std::min(room.right(), card.right()), bottom = std::min(room.bottom(), card.bottom());
  const std::array<RectPx, 4> parts{{{right, room.y, room.right() - right, room.height},
                                     {room.x, bottom, room.width, room.bottom() - bottom},
                                     {room.x, room.y, left - room.x, room.height},
                                     {room.x, room.y, room.width, top - room.y}}};
  return *std::ranges::max_element(parts, {}, measure);
}

/// What is left of the scene between the cards at its edges.
RectPx clearOf(const StageLayout& layout) {
  const float left = layout.scene.x;
  float top = layout.scene.y, right = layout.scene.right(), bottom = layout.scene.bottom();
  if (layout.nextCard.isThere() && layout.scene.isThere()) right = std::min(right, layout.nextCard.x);
  if (layout.chips.isThere()) top = std::max(top, layout.chips.bottom());
  for (const RectPx* low :
       {&layout.caption, &layout.viewPill, &layout.homePill, &layout.nextPill, &layout.lessonBar})
    if (low->isThere() && low->y < bottom) bottom = std::max(top, low->y);
  if (layout.legend.isThere()) right = std::min(right, layout.legend.x);
  const RectPx room{left, top, std::max(0.0F, right - left), std::max(0.0F, bottom - top)};
  return without(without(room, layout.answer, areaOf), layout.selected, reachOf);
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
  if (layout.scene.isThere()) layOutChips(parts, sizes, layout);
  layOutNextCard(parts, sizes, layout);
  if (layout.scene.isThere()) {
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
