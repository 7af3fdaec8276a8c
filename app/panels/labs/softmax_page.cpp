#include "app/panels/labs/softmax_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/panels/labs/softmax_figure.h"
#include "app/panels/labs/softmax_source.h"
#include "app/panels/labs/softmax_table.h"
#include "app/panels/widgets/asker_error.h"
#include "app/panels/widgets/probability_bars.h"
#include "app/panels/widgets/temperature_track.h"
#include "app/panels/widgets/term.h"
#include "app/panels/widgets/widgets.h"
#include "base/number_text.h"

namespace es::app {

namespace {

struct SoftmaxPageState {
  std::optional<std::size_t> chosen, hovered;  // the row whose formula stays; the one under the pointer
};

constexpr float kFormulaEms = 3.5F;
constexpr ImGuiWindowFlags kUnscrolled = ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse;

// The row whose formula shows: under the pointer, clicked, or the largest.
std::size_t formulaRow(const PanelContext& context, const SoftmaxView& view) {
  const auto& p = view.column.probabilities;
  const SoftmaxPageState& state = context.memory<SoftmaxPageState>();
  const auto row = state.hovered ? state.hovered : state.chosen;
  if (row && *row < p.size()) return *row;
  return static_cast<std::size_t>(
      std::max_element(p.begin(), p.begin() + static_cast<std::ptrdiff_t>(view.logits.size())) - p.begin());
}

void drawBeside(PanelContext& context, float widthPx) {
  const auto& beside = context.document().besideTemperature;
  if (!beside) {
    const double other = context.document().temperature < 3.5 ? 5 : 1;
    if (textButton("compare temperatures")) context.issue(CompareCommand{other});
    tooltip("The same scores under a second temperature, beside.");
    return;
  }
  const float close = ImGui::GetTextLineHeight() + ImGui::GetStyle().ItemSpacing.x;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const TrackEvents events = drawTemperatureTrack(context, "beside", *beside, widthPx - close);
  if (events.grabbed) context.beginDrag();
  if (events.dragged) context.issueDragged(CompareCommand{*events.dragged});
  if (events.typed) context.issue(CompareCommand{*events.typed});
  ImGui::SetCursorScreenPos({at.x + widthPx - ImGui::GetTextLineHeight(),
                             at.y + (ImGui::GetFrameHeight() - ImGui::GetTextLineHeight()) / 2});
  if (closeButton("no second", "No second temperature.")) context.issue(CompareCommand{});
}

void drawTemperatures(PanelContext& context) {
  const float spacing = 2 * ImGui::GetStyle().ItemSpacing.x;
  const float room = ImGui::GetContentRegionAvail().x - spacing;
  const bool two = context.document().besideTemperature.has_value();
  const float button = textWidth("compare temperatures") + 2 * ImGui::GetStyle().FramePadding.x;
  const float half = std::floor(two ? room / 2 : button), own = room - half;
  const float height = temperatureTrackHeight();
  compat::beginChild("own temperature", {own, height}, kUnscrolled);
  drawTemperature(context);
  ImGui::EndChild();
  ImGui::SameLine(0, spacing);
  compat::beginChild("second temperature", {half, height}, kUnscrolled);
  drawBeside(context, half);
  ImGui::EndChild();
}

/// Which of the three steps show, and whether the typed numbers are the film's.
void drawSteps(PanelContext& context, const SoftmaxView& view) {
  constexpr std::array<std::string_view, 3> kLabels{"1  scores", "2  e to the power", "3  divide by the sum"};
  const float width = std::min(ImGui::GetContentRegionAvail().x, 30 * em());
  const int steps = context.in.view.softmaxSteps;
  if (const auto clicked = segmented("steps", kLabels, steps - 1, width))
    context.issue(SetCommand{"softmax-steps", fmt::to_string(*clicked + 1)});
  tooltip(
      "How far the table goes: any scores, then e to the power of each, then each divided by the sum of them "
      "all.");
  if (view.own.labels != filmLogits().labels) return;
  const std::string film = "“Professor ___”: which name comes next?";
  ImGui::SameLine(0, em());
  if (ImGui::GetContentRegionAvail().x < textWidth(film)) ImGui::NewLine();
  ImGui::AlignTextToFramePadding();
  text(film, context.colors.text);
}

std::string undecidedText(const SoftmaxColumn& column) {
  return "T = " + temperatureText(column.temperature) + ": like choosing among " +
         choicesText(column.entropy) + " equally likely ones";
}

void drawChoices(PanelContext& context, const SoftmaxView& view) {
  std::string line = undecidedText(view.column);
  if (view.beside) line += "; " + undecidedText(*view.beside);
  wrapped(line, context.colors.textDim);
  tooltip(fmt::format("Entropy {} nats. {}", base::shownText(view.column.entropy, 2), kEntropyTip));
}

void drawEmpty(PanelContext& context) {
  wrapped(
      "Softmax makes probabilities of any numbers, the scores, in two steps: take e to the power of each, "
      "then "
      "divide by the sum of them all. Type your own numbers above, or start with an example.",
      context.colors.textDim);
}

}  // namespace

void drawSoftmaxPage(PanelContext& context) {
  if (!context.onStage() || !hasLogits(context.document())) drawSoftmaxSource(context);
  drawAskerError(context, Asker::Softmax);
  if (!hasLogits(context.document())) return drawEmpty(context);
  const SoftmaxView& view = softmaxView(context);
  const int steps = context.in.view.softmaxSteps;
  if (context.onStage() && view.beside && steps >= 3) return drawTwoTemperatures(context, view);
  const bool plain = context.onStage() && view.column.temperature == 1;  // nothing is said of temperatures
  if (steps >= 3 && !plain) drawTemperatures(context);
  drawSteps(context, view);
  const float line = ImGui::GetTextLineHeightWithSpacing();
  const bool narrow = ImGui::GetContentRegionAvail().x < 34 * em();
  const float lines =
      (narrow ? 2.0F : 1.0F) + (view.column.naiveFails ? 2.0F : 0.0F) + (view.beside ? 1.0F : 0.0F);
  const float below =
      steps < 3 ? 0 : lines * line + (view.column.temperature == 0 ? 2 * line : kFormulaEms * em());
  SoftmaxPageState& state = context.memory<SoftmaxPageState>();
  const auto lit = steps < 3 ? std::nullopt : std::optional(formulaRow(context, view));
  state.hovered =
      drawSoftmaxTable(context, view, steps, ImGui::GetContentRegionAvail().y - below - 0.3F * em(), lit);
  if (state.hovered && ImGui::IsMouseClicked(0)) state.chosen = state.hovered;
  if (steps < 3) return;
  drawSoftmaxFormula(context, view, formulaRow(context, view));
  drawOverflow(context, view);
  if (!context.onStage()) drawChoices(context, view);
}

}  // namespace es::app
