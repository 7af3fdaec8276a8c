#include "app/panels/labs/softmax_figure.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "app/panels/widgets/probability_bars.h"
#include "app/panels/widgets/temperature_track.h"
#include "app/panels/widgets/token_boxes.h"
#include "app/panels/widgets/widgets.h"
#include "base/display_text.h"
#include "base/number_text.h"
#include "math/sampling/largest.h"

namespace es::app {

namespace {

struct SoftmaxViewState {
  std::shared_ptr<const SoftmaxView> view;  // kept until what it shows changes
};

constexpr std::size_t kModelRows = 8;

std::vector<int> firstNumbers(std::size_t count) {
  std::vector<int> numbers(count);
  std::iota(numbers.begin(), numbers.end(), 0);
  return numbers;
}

bool madeFrom(const SoftmaxView& view, const PanelContext& context) {
  const DocumentState& document = context.document();
  const bool own = !document.softmax.logits.empty();
  const auto beside = view.beside ? std::optional(view.beside->temperature) : std::nullopt;
  return view.column.temperature == context.in.shownTemperature && beside == document.besideTemperature &&
         view.own == shownSoftmax(context) &&
         (own ? !view.reading : view.reading == document.model.text->reading);
}

std::shared_ptr<const SoftmaxView> makeView(const PanelContext& context) {
  const DocumentState& document = context.document();
  auto view = std::make_shared<SoftmaxView>();
  view->own = shownSoftmax(context);
  std::vector<double> logits = view->own.logits;
  std::vector<int> shown = firstNumbers(logits.size());
  for (std::size_t i = 0; i < logits.size(); ++i) {
    view->labels.push_back(i < view->own.labels.size() ? base::displayText(view->own.labels[i])
                                                       : fmt::to_string(i + 1));
  }
  if (logits.empty()) {
    view->reading = document.model.text->reading;
    logits.assign(view->reading->logits.begin(), view->reading->logits.end());
    shown = math::largest(logits, kModelRows);
    for (const int id : shown) view->labels.push_back(tokenLabel(*context.languageModel(), id));
    if (logits.size() > shown.size())
      view->labels.push_back("the other " + base::groupedText(logits.size() - shown.size()));
  }
  for (const int i : shown) view->logits.push_back(logits[static_cast<std::size_t>(i)]);
  view->count = logits.size();
  view->column = softmaxColumn(math::softmaxSteps(logits, context.in.shownTemperature), shown);
  if (document.besideTemperature)
    view->beside = softmaxColumn(math::softmaxSteps(logits, *document.besideTemperature), shown);
  return view;
}

// ---- formulas in two dimensions ----

/// Text with a raised part: "e" and "3.4/1".
struct Piece {
  std::string base, raised;
  [[nodiscard]] float widthPx() const {
    return textWidth(base) + (raised.empty() ? 0 : smallWidth(raised) + 0.1F * em());
  }
};
using Pieces = std::vector<Piece>;

float widthOf(const Pieces& pieces) {
  float width = 0;
  for (const Piece& piece : pieces) width += piece.widthPx();
  return width;
}

constexpr float kRaise = 0.4F;  // em, of an exponent

struct FormulaPen {
  ImVec2 at;  // the middle line's left
  const Color& ink;

  void pieces(const Pieces& list, float x, float top) const {
    for (const Piece& piece : list) {
      textAt({x, top}, piece.base, ink);
      const float base = textWidth(piece.base);
      if (!piece.raised.empty()) smallText({x + base + 0.05F * em(), top - kRaise * em()}, piece.raised, ink);
      x += piece.widthPx();
    }
  }
  void plain(const std::string& words, const Color& color) {
    textAt({at.x, at.y - 0.5F * em()}, words, color);
    at.x += textWidth(words);
  }
  void fraction(const Pieces& above, const Pieces& below) {
    const float width = std::max(widthOf(above), widthOf(below)) + 0.4F * em();
    pieces(above, at.x + (width - widthOf(above)) / 2, at.y - 1.15F * em());
    pieces(below, at.x + (width - widthOf(below)) / 2, at.y + (kRaise + 0.1F) * em());
    ImGui::GetWindowDrawList()->AddLine({at.x, std::round(at.y)}, {at.x + width, std::round(at.y)},
                                        toU32(ink), 1);
    at.x += width + 0.15F * em();
  }
};

std::string shortNumber(double value) {
  const double rounded = std::round(1000 * value) / 1000;
  const bool plain = std::abs(value) < 1e6 && (rounded != 0 || value == 0);
  return plain ? base::shownNumber(base::numberText(rounded)) : powerText(value);
}

// e^(z/T); where that overflows, with the largest subtracted.
Piece powerPiece(const SoftmaxView& view, std::size_t row) {
  const SoftmaxColumn& column = view.column;
  const std::string logit = shortNumber(view.logits[row]);
  // At T = 1 the division says nothing.
  const std::string over = column.temperature == 1 ? "" : "/" + temperatureText(column.temperature);
  if (!column.naiveFails) return {"e", logit + over};
  const std::string sign = column.largest < 0 ? " + " : " − ";
  return {"e", "(" + logit + sign + shortNumber(std::abs(column.largest)) + ")" + over};
}

/// The sum below the line, with as many terms as there is room for.
Pieces sumPieces(const SoftmaxView& view, float roomPx) {
  constexpr std::size_t kMost = 20;
  const auto made = [&](std::size_t terms) {
    Pieces pieces;
    for (std::size_t i = 0; i < terms; ++i) {
      if (i > 0) pieces.push_back({" + ", {}});
      pieces.push_back(powerPiece(view, i));
    }
    if (terms < view.count) pieces.push_back({" + … (" + base::groupedText(view.count) + " in all)", {}});
    return pieces;
  };
  std::size_t terms = std::min(kMost, view.logits.size());
  while (terms > 1 && widthOf(made(terms)) > roomPx) --terms;
  return made(terms);
}

}  // namespace

SoftmaxColumn softmaxColumn(const math::SoftmaxSteps& steps, const std::vector<int>& shown) {
  const std::size_t count = steps.probabilities.size();
  std::vector<bool> listed(count, false);
  for (const int i : shown) listed[static_cast<std::size_t>(i)] = true;
  const auto gather = [&](const std::vector<double>& all, bool withOthers) {
    std::vector<double> rows;
    if (all.empty()) return rows;
    for (const int i : shown) rows.push_back(all[static_cast<std::size_t>(i)]);
    if (!withOthers || shown.size() == count) return rows;
    double others = 0;
    for (std::size_t i = 0; i < count; ++i) others += listed[i] ? 0 : all[i];
    rows.push_back(others);
    return rows;
  };
  SoftmaxColumn column{steps.temperature,
                       steps.largest,
                       gather(steps.scaled, false),
                       gather(steps.powers, true),
                       gather(steps.fromLargest, true),
                       gather(steps.probabilities, true)};
  column.powerSum = steps.powerSum;
  column.fromLargestSum = steps.fromLargestSum;
  column.entropy = steps.entropyNats;
  column.naiveFails = steps.naiveFails();
  return column;
}

SoftmaxState shownSoftmax(const PanelContext& context) {
  SoftmaxState softmax = context.document().softmax;
  if (context.in.shownLogits.size() == softmax.logits.size()) softmax.logits = context.in.shownLogits;
  return softmax;
}

bool hasLogits(const DocumentState& document) {
  return !document.softmax.logits.empty() || document.model.isTextRead();
}

const SoftmaxView& softmaxView(PanelContext& context) {
  auto& kept = context.memory<SoftmaxViewState>().view;
  if (!kept || !madeFrom(*kept, context)) kept = makeView(context);
  return *kept;
}

std::string powerText(double power) {
  if (std::isinf(power)) return "too large";
  if (power == 0 || (power >= 0.01 && power < 1e5)) return base::shownText(power, power < 1000 ? 2 : 0);
  if (power >= 1e-4 && power < 0.01) return base::shownText(power, power < 0.001 ? 5 : 4);
  return base::shownNumber(fmt::format("{:.1e}", power));
}

SoftmaxCommand filmLogits() {
  return {{-0.8, -5.0, 0.5, 1.5, 3.4, -2.3, 2.5},
          {"Dumbledore", "Flitwick", "Mcgonagall", "Quirrell", "Snape", "Sprout", "Trelawney"},
          {}};
}

void dragLogit(PanelContext& context, std::size_t row) {
  const SoftmaxState& softmax = context.document().softmax;
  double logit = shownSoftmax(context).logits[row];
  const std::string shown = base::shownText(logit, 2);
  const bool changed =
      ImGui::DragScalar("##logit", ImGuiDataType_Double, &logit, 0.05F, nullptr, nullptr, shown.c_str());
  logit = std::round(100 * logit) / 100;
  if (ImGui::IsItemActivated()) context.beginDrag();
  tooltip("The score: drag it, or Ctrl+click and type.");
  if (!changed || !std::isfinite(logit)) return;
  SoftmaxCommand command{softmax.logits, softmax.labels, {}};
  command.logits[row] = logit;
  context.issueDragged(std::move(command));
}

void drawSoftmaxFormula(const PanelContext& context, const SoftmaxView& view, std::size_t row) {
  const SoftmaxColumn& column = view.column;
  const std::string p = "p(" + elided(view.labels[row], 9 * em()) + ") = ";
  const double probability = column.probabilities[row];
  if (column.temperature == 0) {
    wrapped(
        "Nothing can be divided by T = 0. It is what the formula comes to as T falls towards 0: the largest "
        "logit takes all (of equals, the first). " +
            p + base::percentText(probability),
        context.colors.text);
    return;
  }
  const bool others = row >= view.logits.size();
  const std::vector<double>& powers = column.naiveFails ? column.fromLargest : column.powers;
  const double sum = column.naiveFails ? column.fromLargestSum : column.powerSum;
  const base::QuotientText shown = base::quotientText(std::min(powers[row], sum), sum);
  const Pieces above{{shown.above, {}}}, below{{shown.below, {}}};
  const std::string value = " = " + shown.result;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float room = ImGui::GetContentRegionAvail().x - textWidth(p + " = " + value) -
                     std::max(widthOf(above), widthOf(below)) - 1.2F * em();
  FormulaPen pen{{at.x, at.y + 1.6F * em()}, context.colors.text};
  pen.plain(p, context.colors.text);
  const Pieces top = others ? Pieces{{"sum of all others", {}}} : Pieces{powerPiece(view, row)};
  pen.fraction(top, sumPieces(view, room));
  pen.plain(" = ", context.colors.text);
  pen.fraction(above, below);
  pen.plain(value, context.colors.accent);
  ImGui::Dummy({pen.at.x - at.x, 3.2F * em()});
}

void drawOverflow(const PanelContext& context, const SoftmaxView& view) {
  const SoftmaxColumn& column = view.column;
  if (column.temperature == 0) return;
  if (!column.naiveFails) return;
  const double most = *std::max_element(column.scaled.begin(), column.scaled.end());
  const std::string power =
      "e^(" + (std::isfinite(most) ? shortNumber(most) : std::string("more than 10³⁰⁸")) + ")";
  const bool over = column.powerSum != 0;
  wrapped(power +
              (over ? " overflows: a naive program would divide infinity by infinity, which is not a number. "
                    : " is too small for the computer: a naive program would divide 0 by 0, which is not a "
                      "number. ") +
              "With the largest taken off first, as above, the largest power is e^0 = 1.",
          context.colors.error);
}

}  // namespace es::app
