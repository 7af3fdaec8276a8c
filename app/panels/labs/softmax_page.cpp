#include "app/panels/labs/softmax_page.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/panels/labs/softmax_figure.h"
#include "app/panels/widgets/asker_error.h"
#include "app/panels/widgets/probability_bars.h"
#include "app/panels/widgets/widgets.h"
#include "base/number_text.h"

namespace es::app {

namespace {

struct SoftmaxPageState {
  std::optional<std::size_t> chosen, hovered;  // the row whose formula stays; the one under the pointer
};

constexpr double kPublicLimit = 2;

/// Where the table's columns begin and how wide they are, px from the table's left.
struct Columns {
  float labelPx = 0;
  float logitAt = 0, logitPx = 0, scaledAt = 0, scaledPx = 0;
  float powerAt = 0, powerPx = 0, powerBarPx = 0;
  float shareAt = 0, sharePx = 0, barPx = 0;
  float besideAt = 0, besidePx = 0;  // its bar is as wide as the first
  float width = 0;
};

float widest(std::initializer_list<float> least, std::size_t count, const auto& textOf) {
  float width = std::max(least);
  for (std::size_t i = 0; i < count; ++i) width = std::max(width, textWidth(textOf(i)));
  return width;
}

std::string scaledText(double scaled) {
  return std::isfinite(scaled) ? base::fixedText(scaled, 2) : std::string("too large");
}

std::string shownPower(const SoftmaxColumn& column, std::size_t row) {
  if (!column.powers.empty()) return powerText(column.powers[row]);
  return column.fromLargest[row] > 0 ? "largest" : "-";
}

Columns columnsOf(const SoftmaxView& view, float widthPx) {
  const SoftmaxColumn& column = view.column;
  const float gap = 0.7F * em();
  Columns c;
  c.width = widthPx;
  c.labelPx = std::min(0.25F * widthPx,
                       widest({2 * em()}, view.labels.size(), [&](std::size_t i) { return view.labels[i]; }));
  c.logitPx = 0.6F * em() + widest({2.6F * em()}, view.logits.size(),
                                   [&](std::size_t i) { return base::fixedText(view.logits[i], 2); });
  c.scaledPx = widest({1.8F * em()}, column.scaled.size(),
                      [&](std::size_t i) { return scaledText(column.scaled[i]); });
  c.powerPx =
      widest({1.8F * em()}, column.fromLargest.size(), [&](std::size_t i) { return shownPower(column, i); });
  c.sharePx = textWidth("<.0001");
  c.logitAt = c.labelPx + gap;
  c.scaledAt = c.logitAt + c.logitPx + gap;
  c.powerAt = c.scaledAt + c.scaledPx + gap;
  c.besidePx = view.beside ? c.sharePx : 0;
  const float columns = c.powerAt + c.powerPx + gap + c.sharePx + (view.beside ? 2 : 1) * 0.4F * em() +
                        (view.beside ? gap + c.besidePx : 0);
  const float left = std::max(0.0F, widthPx - columns);
  c.powerBarPx = left > 7 * em() ? std::min(6 * em(), 0.22F * left) : 0;
  c.shareAt = c.powerAt + c.powerPx + (c.powerBarPx > 0 ? 0.4F * em() + c.powerBarPx : 0) + gap;
  const float bars =
      widthPx - c.shareAt - c.sharePx - 0.4F * em() - (view.beside ? gap + c.besidePx + 0.4F * em() : 0);
  c.barPx = std::max(0.0F, view.beside ? bars / 2 : bars);
  c.besideAt = c.shareAt + c.sharePx + 0.4F * em() + c.barPx + gap;
  return c;
}

void rightAligned(float endPx, float y, const std::string& words, const Color& ink) {
  textAt({endPx - textWidth(words), y}, words, ink);
}

std::string atTemperature(double temperature) {
  return std::isinf(temperature) ? "T = infinity"
                                 : "T = " + base::numberText(std::round(1000 * temperature) / 1000);
}

// A column's title with what it means in a tooltip.
void title(const PanelContext& context, const char* id, ImVec2 at, float widthPx, std::string_view words,
           const char* tip) {
  ImGui::SetCursorScreenPos(at);
  ImGui::PushID(id);
  ImGui::InvisibleButton("title", {std::max(1.0F, widthPx), ImGui::GetTextLineHeight()});
  ImGui::PopID();
  tooltip(tip);
  const std::string fitting = elided(words, widthPx + 0.6F * em());
  textAt(at, fitting, context.colors.textDim);
}

void drawTitles(const PanelContext& context, const SoftmaxView& view, const Columns& c) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const auto place = [&](float x, float endPx, std::string_view words) {  // right-aligned over its numbers
    return ImVec2(at.x + std::max(x, endPx - textWidth(words)), at.y);
  };
  title(context, "logit", place(c.logitAt, c.logitAt + c.logitPx, "logit"), c.logitPx, "logit",
        "Any numbers, above zero and below.");
  title(context, "scaled", place(c.scaledAt, c.scaledAt + c.scaledPx, "÷ T"), c.scaledPx, "÷ T",
        "First step: each logit is divided by the temperature.");
  const ImVec2 power = place(c.powerAt, c.powerAt + c.powerPx - 0.5F * em(), "e");
  title(
      context, "power", power, 1.2F * em(), "e",
      "Second step: e = 2.718... to that power. All become positive, and differences become ratios. The bar: "
      "measured by the largest of them.");
  smallText({power.x + textWidth("e"), power.y - 0.15F * em()}, "x", context.colors.textDim);
  const bool wide = c.barPx > 4 * em();
  title(context, "share", place(c.shareAt, c.shareAt + c.sharePx, "÷ sum"), c.sharePx, "÷ sum",
        "Third step: each is divided by the sum of them all. These are the probabilities: together they make "
        "1.");
  if (wide || view.beside) {
    title(context, "bar", {at.x + c.shareAt + c.sharePx + 0.9F * em(), at.y}, c.barPx - 0.6F * em(),
          view.beside ? atTemperature(view.column.temperature) : "probability",
          "The bar of the probability, as the axis in the right column says.");
  }
  if (view.beside) {
    title(context, "beside", {at.x + c.besideAt, at.y}, c.besidePx + c.barPx,
          "at " + atTemperature(view.beside->temperature), "The same logits under the second temperature.");
  }
  ImGui::SetCursorScreenPos({at.x, at.y + ImGui::GetTextLineHeight() + 0.15F * em()});
}

void drawShare(const PanelContext& context, double probability, double largest, ImVec2 at, const Columns& c,
               float heightPx) {
  const float barHeight = 0.75F * em(), textY = at.y + (heightPx - ImGui::GetTextLineHeight()) / 2;
  rightAligned(at.x + c.sharePx, textY, probabilityText(probability), context.colors.text);
  const Color color = mix(context.colors.probabilityLow, context.colors.probabilityHigh,
                          static_cast<float>(std::clamp(probability, 0.0, 1.0)));
  if (c.barPx >= 4) {
    bar({at.x + c.sharePx + 0.4F * em(), at.y + (heightPx - barHeight) / 2}, {c.barPx, barHeight},
        static_cast<float>(barShare(probability, largest, context.in.view.barAxis)), color,
        context.colors.panelBorder);
  }
}

void drawLogitCell(PanelContext& context, const SoftmaxView& view, std::size_t row, ImVec2 at, float textY,
                   const Columns& c) {
  if (row >= view.logits.size()) return;
  if (view.reading) {
    rightAligned(at.x + c.logitAt + c.logitPx, textY, base::fixedText(view.logits[row], 2),
                 context.colors.text);
    return;
  }
  ImGui::SetCursorScreenPos({at.x + c.logitAt, at.y});
  ImGui::SetNextItemWidth(c.logitPx);
  ImGui::PushID(static_cast<int>(row));
  dragLogit(context, row);
  ImGui::PopID();
}

void drawPowerCell(const PanelContext& context, const SoftmaxView& view, std::size_t row, ImVec2 at,
                   const Columns& c, float heightPx) {
  const SoftmaxColumn& column = view.column;
  const float textY = at.y + (heightPx - ImGui::GetTextLineHeight()) / 2;
  const bool broken = !column.powers.empty() && std::isinf(column.powers[row]);
  rightAligned(at.x + c.powerAt + c.powerPx, textY, shownPower(column, row),
               broken ? context.colors.error : context.colors.text);
  if (c.powerBarPx <= 0) return;
  const double most = *std::max_element(column.fromLargest.begin(), column.fromLargest.end());
  const float barHeight = 0.75F * em();
  bar({at.x + c.powerAt + c.powerPx + 0.4F * em(), at.y + (heightPx - barHeight) / 2},
      {c.powerBarPx, barHeight}, static_cast<float>(column.fromLargest[row] / most), context.colors.first,
      context.colors.panelBorder);
}

float rowHeight() {
  return ImGui::GetTextLineHeight() + 0.2F * em();
}

// Returns whether the pointer is over the row.
bool drawRow(PanelContext& context, const SoftmaxView& view, std::size_t row, const Columns& c, bool lit) {
  const float height = rowHeight();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float textY = at.y + (height - ImGui::GetTextLineHeight()) / 2;
  const bool over =
      ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(at, {at.x + c.width, at.y + height});
  if (over && ImGui::IsMouseClicked(0)) context.memory<SoftmaxPageState>().chosen = row;
  if (lit) {
    ImGui::GetWindowDrawList()->AddRectFilled({at.x - 0.2F * em(), at.y}, {at.x + c.width, at.y + height},
                                              ImGui::GetColorU32(ImGuiCol_Header, 0.6F), 3);
  }
  const bool others = row >= view.logits.size();
  const float labelRoom = others && view.column.temperature != 0 ? c.powerAt - 0.5F * em() : c.labelPx;
  const std::string label = elided(view.labels[row], labelRoom);
  textAt({at.x, textY}, label, others ? context.colors.textDim : context.colors.text);
  drawLogitCell(context, view, row, at, textY, c);
  if (row < view.column.scaled.size()) {
    rightAligned(at.x + c.scaledAt + c.scaledPx, textY, scaledText(view.column.scaled[row]),
                 context.colors.text);
  }
  drawPowerCell(context, view, row, at, c, height);
  const auto mostOf = [](const SoftmaxColumn& column) {
    return *std::max_element(column.probabilities.begin(), column.probabilities.end());
  };
  drawShare(context, view.column.probabilities[row], mostOf(view.column), {at.x + c.shareAt, at.y}, c,
            height);
  if (view.beside) {
    drawShare(context, view.beside->probabilities[row], mostOf(*view.beside), {at.x + c.besideAt, at.y}, c,
              height);
  }
  ImGui::SetCursorScreenPos(at);
  ImGui::Dummy({c.width, height});
  return over;
}

// The row whose formula shows: under the pointer, clicked, or the largest.
std::size_t formulaRow(const PanelContext& context, const SoftmaxView& view,
                       std::optional<std::size_t> hovered) {
  const auto& p = view.column.probabilities;
  const auto row = hovered ? hovered : context.memory<SoftmaxPageState>().chosen;
  if (row && *row < p.size()) return *row;
  return static_cast<std::size_t>(
      std::max_element(p.begin(), p.begin() + static_cast<std::ptrdiff_t>(view.logits.size())) - p.begin());
}

void drawBeside(PanelContext& context, float widthPx) {
  const auto& beside = context.document().besideTemperature;
  if (!beside) {
    const double other = context.document().temperature < 3.5 ? 5 : 1;
    if (ImGui::Button("compare temperatures")) context.issue(CompareCommand{other});
    tooltip("The same logits under a second temperature, beside.");
    return;
  }
  double temperature = std::min(*beside, 1e6);
  const double low = 0, high = 10;
  const char* format = std::isinf(*beside) ? "beside: infinity"
                       : *beside == 0      ? "beside: 0, argmax"
                                           : "beside: T = %.2f";
  ImGui::SetNextItemWidth(widthPx - ImGui::GetTextLineHeight() - ImGui::GetStyle().ItemSpacing.x);
  const bool changed =
      ImGui::SliderScalar("##beside", ImGuiDataType_Double, &temperature, &low, &high, format);
  if (ImGui::IsItemActivated()) context.beginDrag();
  if (changed && !(temperature >= 0.02)) temperature = 0;
  if (changed && temperature != *beside) context.issueDragged(CompareCommand{temperature});
  tooltip("The second temperature: drag it, or Ctrl+click and type.");
  ImGui::SameLine();
  if (closeButton("no second", "No second temperature.")) context.issue(CompareCommand{});
}

void drawTemperatures(PanelContext& context) {
  const float spacing = ImGui::GetStyle().ItemSpacing.x;
  const float half = std::floor((ImGui::GetContentRegionAvail().x - 2 * spacing) / 2);
  compat::beginChild("own temperature", {half, ImGui::GetFrameHeight()});
  drawTemperature(context);
  ImGui::EndChild();
  ImGui::SameLine(0, 2 * spacing);
  drawBeside(context, half);
}

std::string choicesText(const SoftmaxColumn& column) {
  const double choices = std::exp(column.entropy);
  return atTemperature(column.temperature) + ": entropy " + base::fixedText(column.entropy, 2) + " nats, " +
         scoreText(choices, choices < 100 ? 1 : 0) + " effective choices";
}

void drawChoices(PanelContext& context, const SoftmaxView& view) {
  std::string line = choicesText(view.column);
  if (view.beside) line += "; " + choicesText(*view.beside);
  const bool beyond =
      std::max(view.column.temperature, view.beside ? view.beside->temperature : 0) > kPublicLimit;
  if (beyond) line += ". The public interfaces of language models stop at T = 2.";
  wrapped(line, context.colors.textDim);
  tooltip(
      "Entropy: how undecided the probabilities are. e to its power is the effective number of choices: so "
      "many equally likely ones would be as undecided.");
  const ModelState& model = context.document().model;
  if (view.reading || !model.model || !model.text || !model.text->reading) return;
  if (ImGui::Button("the model's logits")) context.issue(SoftmaxCommand{});
  tooltip("Those of the standing text's next token, in place of the typed ones.");
}

void drawEmpty(PanelContext& context) {
  wrapped(
      "Softmax makes probabilities of any numbers, the logits, in three steps: divide by the temperature, "
      "take "
      "e to that power, divide by the sum. Start with an example, type logits on the right, or open a "
      "language "
      "model and type a text.",
      context.colors.textDim);
  if (ImGui::Button("the film's example")) context.ask(filmLogits(), Asker::Softmax);
  ImGui::SameLine();
  if (ImGui::Button("huge logits"))
    context.ask(SoftmaxCommand{{1000, 998, 990}, {"a", "b", "c"}, {}}, Asker::Softmax);
  tooltip("Where e to the power of a logit is too large for a computer.");
  drawAskerError(context, Asker::Softmax);
}

}  // namespace

void drawSoftmaxPage(PanelContext& context) {
  if (!hasLogits(context.document())) return drawEmpty(context);
  const SoftmaxView& view = softmaxView(context);
  drawTemperatures(context);
  // Dense rows, so that the formula stays in sight below them.
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(ImGui::GetStyle().FramePadding.x, 0.1F * em()));
  const float line = ImGui::GetTextLineHeightWithSpacing();
  const float rowPx = rowHeight();
  const float rows = rowPx * static_cast<float>(view.labels.size());
  const float least = std::min(rows, 4 * rowPx);
  const bool narrow = ImGui::GetContentRegionAvail().x < 34 * em();
  const float lines = narrow ? 4 : view.beside || view.column.naiveFails ? 3 : 2;
  const float below = lines * line + (view.column.temperature == 0 ? line : 3.5F * em());
  const float room = ImGui::GetContentRegionAvail().x;
  const float high = std::clamp(ImGui::GetContentRegionAvail().y - below - line, least, rows);
  const bool scrolls = high < rows;
  const Columns c = columnsOf(view, room - (scrolls ? ImGui::GetStyle().ScrollbarSize : 0) - 0.3F * em());
  drawTitles(context, view, c);
  compat::beginChild("rows", {room, high});
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
  auto& chosen = context.memory<SoftmaxPageState>();
  std::optional<std::size_t> hovered;
  const std::size_t standing = formulaRow(context, view, std::nullopt);
  for (std::size_t row = 0; row < view.labels.size(); ++row)
    if (drawRow(context, view, row, c, row == chosen.hovered.value_or(standing))) hovered = row;
  chosen.hovered = hovered;
  ImGui::PopStyleVar();
  ImGui::EndChild();
  ImGui::PopStyleVar();
  drawSoftmaxFormula(context, view, formulaRow(context, view, hovered));
  drawOverflow(context, view);
  drawChoices(context, view);
}

}  // namespace es::app
