#include "app/panels/words/word_details.h"

#include <fmt/format.h>

#include <cmath>

#include "app/panels/widgets/widgets.h"
#include "base/display_text.h"
#include "base/number_text.h"

namespace es::app {

namespace {

constexpr double kNear = 0.5, kFar = 0.25;  // cosines: angles of 60 and 75 degrees

void drawNumbers(const HoveredWord& word, PanelContext& context) {
  text(elided(base::displayText(word.word), ImGui::GetContentRegionAvail().x), context.colors.text);
  std::string line = "length " + base::shownText(word.length);
  if (word.score)
    line +=
        ", " + std::string(math::metricName(context.document().metric)) + " " + base::shownText(*word.score);
  text(line, context.colors.textDim);
  const int percent = static_cast<int>(std::lround(100 * word.shownShare));
  text(fmt::format("the slice shows {} % of its length", percent), context.colors.textDim);
  tooltip("A slice is a shadow in three dimensions: it shows only a part of a vector's length.");
  if (!word.lookalike) return;
  const bool lies = word.lookalike->cosine < kFar;
  wrapped(lookText(*word.lookalike), lies ? context.colors.text : context.colors.textDim);
  tooltip(
      "Words far apart in the space may fall on one spot of the slice, as two stars far apart may on the "
      "sky.");
}

}  // namespace

std::string lookText(const Lookalike& other) {
  const std::string looks = "looks near " + base::displayText(other.word);
  const std::string space = fmt::format("in all {} dimensions", other.dims);
  const std::string cosine = ": cosine " + base::shownText(other.cosine, 2);
  if (other.cosine >= kNear) return looks + ", and is, " + space + cosine;
  return looks + "; " + space + (other.cosine < kFar ? " it is not" : " only somewhat") + cosine;
}

float wordDetailsHeight() {
  return 5 * ImGui::GetTextLineHeightWithSpacing() + 1.0F * em();
}

void drawWordDetails(PanelContext& context) {
  ImGui::Separator();
  if (context.in.hovered) {
    drawNumbers(*context.in.hovered, context);
    return;
  }
  wrapped(
      "Point at a word, in the picture or in the list: its numbers show here. Click it: its nearest words.",
      context.colors.textDim);
}

void drawWordCard(PanelContext& context, const PanelBox& picture) {
  if (!context.in.hovered) return;
  const float margin = 0.8F * em();
  ImGui::SetNextWindowPos({picture.x + margin, picture.y + picture.height - margin}, ImGuiCond_Always,
                          {0, 1});
  ImGui::SetNextWindowSize({18 * em(), 0});
  ImGui::Begin("##wordcard", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoInputs | ImGuiWindowFlags_NoMove |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoFocusOnAppearing);
  drawNumbers(*context.in.hovered, context);
  ImGui::End();
}

}  // namespace es::app
