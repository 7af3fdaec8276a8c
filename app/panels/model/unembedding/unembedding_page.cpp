#include "app/panels/model/unembedding/unembedding_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>

#include "app/look/token_words.h"
#include "app/panels/model/page_hints.h"
#include "app/panels/model/page_question.h"
#include "app/panels/model/unembedding/unembedding_stage.h"
#include "app/panels/widgets/asker_error.h"
#include "app/panels/widgets/probability_bars.h"
#include "app/panels/widgets/signed_colors.h"
#include "app/panels/widgets/token_boxes.h"
#include "app/panels/widgets/widgets.h"
#include "base/number_text.h"
#include "model/transformer/gpt3_ledger.h"

namespace es::app {

namespace {

struct UnembeddingState {
  AskedFor asked;
  std::shared_ptr<const UnembedAnswer> answer;  // whose rows these are
  math::RowMatrix rows;                         // (ranked, dims) of the unembedding matrix
  double vectorRange = 1, rowRange = 1;         // of the strips' colours
  double firstDim = 0;                          // at the strips' left, where they do not fit
  std::optional<std::size_t> chosen;            // the row whose formula shows
};

constexpr int kMostRows = 200;

/// Twice the root of the mean square: few numbers lie beyond.
double rangeOf(const Eigen::Ref<const math::RowMatrix>& numbers) {
  if (numbers.size() == 0) return 1;
  const double squares = numbers.cast<double>().squaredNorm();
  return niceRange(2 * std::sqrt(squares / static_cast<double>(numbers.size())));
}

/// The rows of the answer's tokens, read when a new answer comes.
void followAnswer(PanelContext& context, const std::shared_ptr<const UnembedAnswer>& answer) {
  UnembeddingState& state = context.memory<UnembeddingState>();
  if (state.answer == answer) return;
  const model::LanguageModel& model = *context.languageModel();
  const model::WeightMatrix& matrix = model.transformer->weights().output(model.config());
  state.answer = answer;
  state.chosen.reset();
  state.rows.resize(static_cast<math::Index>(answer->ranked.size()), matrix.cols);
  for (std::size_t i = 0; i < answer->ranked.size(); ++i)
    matrix.readRow(answer->ranked[i].id, state.rows.row(static_cast<math::Index>(i)).data());
  state.rowRange = rangeOf(state.rows);
  state.vectorRange = rangeOf(Eigen::Map<const math::RowMatrix>(
      answer->vector.data(), 1, static_cast<math::Index>(answer->vector.size())));
  // One scale for all, where all can be seen on one.
  const double larger = std::max(state.rowRange, state.vectorRange);
  if (std::min(state.rowRange, state.vectorRange) * 5 >= larger) state.rowRange = state.vectorRange = larger;
}

/// Where a line has its parts, from its left, in pixels. Numbers end where they say.
struct Columns {
  float stripAt = 0, stripPx = 0;
  float cosineEnd = 0, lengthEnd = 0, logitEnd = 0, barAt = 0, barPx = 0, probabilityEnd = 0;
  float cellPx = 1;   // of one number of a strip
  float rowPx = 0;    // of a line
  bool whole = true;  // else without cosine and length, which the formula below has
  double firstDim = 0, seenDims = 0;
};

Columns layColumns(PanelContext& context, const UnembedAnswer& answer, float widthPx) {
  Columns columns;
  columns.probabilityEnd = widthPx;
  columns.barPx = std::clamp(0.12F * widthPx - 2 * em(), 0.0F, 7 * em());
  columns.barAt = widthPx - textWidth("0.0034 %") - 0.5F * em() - columns.barPx;
  columns.logitEnd = columns.barAt - 0.5F * em();
  columns.whole = widthPx >= 30 * em();
  columns.lengthEnd = columns.logitEnd - 3.7F * em();
  columns.cosineEnd = columns.lengthEnd - 3.6F * em();
  const float stripEnd = (columns.whole ? columns.cosineEnd : columns.logitEnd) - 3.8F * em();
  columns.stripAt = std::clamp(0.17F * widthPx, 5.2F * em(), 10 * em());
  columns.stripPx = std::max(2 * em(), stripEnd - columns.stripAt);
  const auto dims = static_cast<float>(answer.dims);
  columns.cellPx = std::max(1.0F, columns.stripPx / dims);
  columns.seenDims = static_cast<double>(std::min(dims, columns.stripPx / columns.cellPx));
  double& first = context.memory<UnembeddingState>().firstDim;
  first = std::clamp(std::floor(first), 0.0, std::ceil(answer.dims - columns.seenDims));
  columns.firstDim = first;
  return columns;
}

/// Ends at `end`.
void endText(ImVec2 at, float end, std::string_view utf8, const Color& color) {
  const float width = textWidth(utf8);
  textAt({at.x + end - width, at.y}, utf8, color);
}

void drawStrip(const PanelContext& context, const Columns& columns, ImVec2 at, std::span<const float> numbers,
               double range) {
  const auto from = static_cast<std::size_t>(columns.firstDim);
  const auto count = std::min(numbers.size() - from, static_cast<std::size_t>(std::lround(columns.seenDims)));
  const SignedColors signedColors(context.in.view.theme, range);
  CellRow row;
  row.at = {at.x + columns.stripAt, at.y + 1};
  row.cellPx = {columns.cellPx, columns.rowPx - 2};
  row.upright = false;
  drawCells(row, numbers.subspan(from, count), signedColors);
}

/// The number of the strips under the pointer, where it is over one.
std::optional<std::size_t> dimUnderPointer(const Columns& columns, ImVec2 at) {
  const float x = ImGui::GetMousePos().x - at.x - columns.stripAt;
  if (x < 0 || x >= static_cast<float>(columns.seenDims) * columns.cellPx) return std::nullopt;
  return static_cast<std::size_t>(columns.firstDim + x / columns.cellPx);
}

void drawHead(const PanelContext& context, const Columns& columns, const UnembedAnswer& answer) {
  const UnembeddingState& state = context.memory<UnembeddingState>();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const Color& ink = context.colors.textDim;
  const std::string rows = base::numberText(state.rowRange), vector = base::numberText(state.vectorRange);
  const std::string scale = rows == vector ? "blue above 0, red below, full colour at " + rows
                                           : "blue above 0, red below, full colour at " + vector +
                                                 " (vector) and " + rows + " (rows)";
  const bool fits = smallWidth(scale) <= columns.stripPx;
  const std::string ends = rows == vector ? "−" + rows + " to " + rows : "two scales";
  smallText({at.x + columns.stripAt, at.y}, fits ? scale : ends, ink);
  const auto endSmall = [&](float end, std::string_view label) {
    smallText({at.x + end - smallWidth(label), at.y}, label, ink);
  };
  if (columns.whole) endSmall(columns.cosineEnd, "cosine");
  if (columns.whole) endSmall(columns.lengthEnd, "length");
  endSmall(columns.logitEnd, "score");
  endSmall(columns.probabilityEnd, "probability");
  ImGui::Dummy({columns.probabilityEnd, smallHeight() + 0.15F * em()});
  tooltip("Each strip holds the " + base::groupedText(answer.dims) +
          " numbers of a vector as colours: " + scale +
          ". Beside it: cosine to the last vector, length, their product with the last vector's length (the "
          "score, which is also called a logit), and the probability at temperature " +
          base::numberText(answer.temperature) + ".");
}

void drawVectorLine(const PanelContext& context, const Columns& columns, const UnembedAnswer& answer) {
  const UnembeddingState& state = context.memory<UnembeddingState>();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImVec2 line{at.x, at.y + (columns.rowPx - ImGui::GetTextLineHeight()) / 2};
  textAt(line, elided("last vector", columns.stripAt - 0.5F * em()), context.colors.result);
  drawStrip(context, columns, at, answer.vector, state.vectorRange);
  if (columns.whole)
    endText(line, columns.lengthEnd, base::shownText(answer.length, 2), context.colors.result);
  ImGui::Dummy({columns.probabilityEnd, columns.rowPx});
  if (const auto dim = dimUnderPointer(columns, at)) {
    tooltip(fmt::format("number {} of {}: {}", *dim + 1, answer.dims,
                        base::shownText(static_cast<double>(answer.vector[*dim]), 4)));
  } else {
    tooltip(
        "The last token's vector after the last layer and the final norm: what the rows are measured by.");
  }
  const float y = at.y + columns.rowPx + 0.15F * em();
  ImGui::GetWindowDrawList()->AddLine({at.x, y}, {at.x + columns.probabilityEnd, y},
                                      toU32(context.colors.panelBorder));
  ImGui::Dummy({0, 0.2F * em()});
}

void drawTermTip(const PanelContext& context, const UnembedAnswer& answer, std::size_t row, std::size_t dim) {
  if (!beginTip()) return;
  const double vector = static_cast<double>(answer.vector[dim]);
  const double other = static_cast<double>(
      context.memory<UnembeddingState>().rows(static_cast<math::Index>(row), static_cast<math::Index>(dim)));
  text(fmt::format("number {} of {}", dim + 1, answer.dims));
  text(fmt::format("last vector {} × row {} = {}", base::shownText(vector, 4), base::shownText(other, 4),
                   base::shownText(vector * other, 4)));
  text(fmt::format("The score is the sum of all {} such products.", answer.dims), context.colors.textDim);
  endTip();
}

void drawRow(PanelContext& context, const Columns& columns, const UnembedAnswer& answer, std::size_t i) {
  UnembeddingState& state = context.memory<UnembeddingState>();
  const UnembedItem& item = answer.ranked[i];
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = columns.rowPx;
  ImGui::Dummy({columns.probabilityEnd, height});
  if (!ImGui::IsItemVisible()) return;
  const ImVec2 line{at.x, at.y + (height - ImGui::GetTextLineHeight()) / 2};  // of its texts
  const bool hovered = ImGui::IsItemHovered();
  if (hovered) state.chosen = i;
  if (hovered || state.chosen == i) {
    ImGui::GetWindowDrawList()->AddRectFilled(
        at, {at.x + columns.probabilityEnd, at.y + height},
        ImGui::GetColorU32(hovered ? ImGuiCol_Header : ImGuiCol_FrameBg), 2);
  }
  markWordOf(context, item.id);
  const Palette& colors = context.colors;
  const std::string label = elided(tokenWords(item.text), columns.stripAt - 0.5F * em());
  textAt(line, label, colors.text);
  const auto row = static_cast<math::Index>(i);
  drawStrip(context, columns, at, {state.rows.row(row).data(), static_cast<std::size_t>(state.rows.cols())},
            state.rowRange);
  if (columns.whole) endText(line, columns.cosineEnd, base::shownText(item.cosine), colors.text);
  if (columns.whole) endText(line, columns.lengthEnd, base::shownText(item.length, 2), colors.text);
  endText(line, columns.logitEnd, base::shownText(item.logit, 2), colors.difference);
  const float barHeight = std::max(0.6F * em(), 0.55F * height);
  if (columns.barPx > em()) {
    bar({at.x + columns.barAt, at.y + (height - barHeight) / 2}, {columns.barPx, barHeight},
        static_cast<float>(
            barShare(item.probability, answer.ranked.front().probability, context.in.view.barAxis)),
        mix(colors.probabilityLow, colors.probabilityHigh,
            static_cast<float>(std::clamp(item.probability, 0.0, 1.0))),
        colors.panelBorder);
  }
  endText(line, columns.probabilityEnd, base::percentText(item.probability), colors.text);
  if (const auto dim = dimUnderPointer(columns, at)) {
    drawTermTip(context, answer, i, *dim);
  } else {
    tokenTip(context, item.id);
  }
}

void drawOthers(PanelContext& context, const Columns& columns, const UnembedAnswer& answer) {
  const auto others = answer.vocabulary - static_cast<int>(answer.ranked.size());
  if (others <= 0) return;
  double rest = 1;
  for (const UnembedItem& item : answer.ranked) rest -= item.probability;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const std::string label = "the other " + base::groupedText(others) + " tokens";
  textAt(at, label, context.colors.textDim);
  endText(at, columns.probabilityEnd, base::percentText(std::max(0.0, rest)), context.colors.textDim);
  ImGui::Dummy({columns.probabilityEnd, ImGui::GetTextLineHeight()});
  const auto count = static_cast<int>(answer.ranked.size());
  const int more = std::min({2 * count, answer.vocabulary, kMostRows});
  if (more <= count) return;
  if (flatButton("show more rows", context.colors.accent, "Twice as many of the largest scores."))
    context.ask(UnembedCommand{{}, more}, Asker::Unembedding);
}

void drawDimBar(PanelContext& context, const Columns& columns, const UnembedAnswer& answer) {
  if (columns.seenDims >= answer.dims) return;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const auto from = static_cast<math::Index>(columns.firstDim) + 1;
  const auto to = static_cast<math::Index>(std::lround(columns.firstDim + columns.seenDims));
  smallText(at,
            elided("numbers " + base::groupedText(from) + "–" + base::groupedText(to),
                   (columns.stripAt - 0.4F * em()) * em() / smallHeight()),
            context.colors.textDim);
  ScrollSpec spec;
  spec.at = {at.x + columns.stripAt, at.y + 0.1F * em()};
  spec.sizePx = {columns.stripPx, 0.6F * em()};
  spec.first = columns.firstDim;
  spec.seen = columns.seenDims;
  spec.all = answer.dims;
  if (const auto first = drawScrollBar(context, "dims", spec))
    context.memory<UnembeddingState>().firstDim = *first;
  tooltip("A strip shows a number a pixel; this moves through all " + base::groupedText(answer.dims) +
          " of them.");
}

/// The first of these that fits into a line, or else the last, cut; the tooltip has them whole.
void lineThatFits(std::initializer_list<std::string> lines, const Color& color, const std::string& tip) {
  const float room = ImGui::GetContentRegionAvail().x;
  std::string line;
  for (const std::string& candidate : lines) {
    line = candidate;
    if (textWidth(line) <= room) break;
  }
  text(elided(line, room), color);
  tooltip(tip);
}

void drawLead(const PanelContext& context, const UnembedAnswer& answer) {
  const auto& standing = context.document().model.text;
  const bool named = standing && standing->text == answer.text && !standing->pieces.empty();
  const std::string last =
      named ? "“" + tokenLabel(*context.languageModel(), standing->pieces.back().id) + "”" : "the last token";
  const std::string rows =
      "times each of the " + base::groupedText(answer.vocabulary) + " rows of the unembedding matrix";
  lineThatFits({"The vector that " + last + " ends with, " + rows + ": a score each.",
                "The last vector " + rows + ": a score each.",
                "Last vector × " + base::groupedText(answer.vocabulary) + " rows = scores"},
               context.colors.textDim,
               "The vector that the text's last token, " + last +
                   ", has after the last layer and the final norm, " + rows +
                   ": each dot product is a token's score (its logit).");
}

/// Of the row under the pointer, the first before any was.
void drawFormula(const PanelContext& context, const UnembedAnswer& answer) {
  if (answer.ranked.empty()) return;
  const std::size_t chosen = context.memory<UnembeddingState>().chosen.value_or(0);
  const UnembedItem& item = answer.ranked[std::min(chosen, answer.ranked.size() - 1)];
  const std::string logit = "score of “" + tokenWords(item.text) + "” = ";
  const std::string numbers = base::shownText(answer.length, 2) + " × " + base::shownText(item.length, 2) +
                              " × " + base::shownText(item.cosine) + " = " + base::shownText(item.logit, 2);
  const std::string whole = logit + "length of the last vector × length of the row × cosine = " + numbers;
  lineThatFits({whole, logit + "length × length × cosine = " + numbers, logit + numbers},
               context.colors.difference,
               whole +
                   ". A dot product is the product of both lengths and the cosine between them. Point "
                   "at a row for its own.");
}

void drawLedger(const PanelContext& context, const UnembedAnswer& answer) {
  const auto weights =
      static_cast<std::uint64_t>(answer.vocabulary) * static_cast<std::uint64_t>(answer.dims);
  const bool tied = context.languageModel()->config().tied;
  const std::string own = base::groupedText(answer.vocabulary) + " × " + base::groupedText(answer.dims) +
                          " = " + base::groupedText(weights) + " numbers" +
                          (tied ? ", the embedding's own (tied)" : "");
  const std::vector<model::LedgerLine> gpt3 = model::gpt3Ledger();
  const std::uint64_t in = gpt3.front().parameters, out = gpt3.back().parameters;
  const std::string sum = "GPT-3: 50,257 × 12,288 = " + base::groupedText(out) + "; with its embedding " +
                          base::groupedText(in) + " + " + base::groupedText(out) + " = " +
                          base::groupedText(in + out) + ", just over a billion";
  wrapped(own + ".", context.colors.textDim);
  wrapped(sum + ".", context.colors.textDim);
}

/// Whole rows in what the lines below leave.
float rowsHeight(float footPx, float rowPx) {
  const float spacing = ImGui::GetStyle().ItemSpacing.y, pitch = rowPx + spacing;
  const float count = std::floor((ImGui::GetContentRegionAvail().y - footPx) / pitch);
  return std::max(2.0F, count) * pitch - spacing;
}

void drawAnswer(PanelContext& context, const UnembedAnswer& answer) {
  const bool roomy = ImGui::GetContentRegionAvail().y > 11 * em();
  drawLead(context, answer);
  Columns columns = layColumns(
      context, answer, ImGui::GetContentRegionAvail().x - ImGui::GetStyle().ScrollbarSize - 0.2F * em());
  const float lines = static_cast<float>(answer.ranked.size()) + 5.5F;
  columns.rowPx = std::clamp(ImGui::GetContentRegionAvail().y / lines, ImGui::GetTextLineHeight(), 2 * em());
  drawHead(context, columns, answer);
  drawVectorLine(context, columns, answer);
  const float line = ImGui::GetTextLineHeight() + ImGui::GetStyle().ItemSpacing.y;
  const bool scrolls = columns.seenDims < answer.dims;
  compat::beginChild(
      "rows", {0, rowsHeight((roomy ? (ImGui::GetContentRegionAvail().x < 62 * em() ? 4 : 3) : 1) * line +
                                 (scrolls ? em() : 0),
                             columns.rowPx)});
  for (std::size_t i = 0; i < answer.ranked.size(); ++i) drawRow(context, columns, answer, i);
  drawOthers(context, columns, answer);
  if (!roomy) drawLedger(context, answer);
  ImGui::EndChild();
  drawDimBar(context, columns, answer);
  drawFormula(context, answer);
  if (roomy) drawLedger(context, answer);
}

}  // namespace

void drawUnembeddingPage(PanelContext& context) {
  if (!textOrHint(context,
                  "How the model's last vector becomes a score for each token: its dot product with each "
                  "row of the unembedding matrix. It needs a text, like: Once upon a time there was a"))
    return;
  UnembeddingState& state = context.memory<UnembeddingState>();
  const TextState& standing = *context.document().model.text;
  const auto& answer = context.document().model.unembed;
  const bool current =
      answer && answer->text == standing.text && answer->temperature == context.document().temperature;
  const auto count = answer ? std::optional(static_cast<int>(answer->ranked.size())) : std::nullopt;
  if (shouldAsk(context, state.asked, current))
    askForPage(context, UnembedCommand{{}, count}, Asker::Unembedding);
  drawAskerError(context, Asker::Unembedding);
  if (!current) {
    drawBusy(context);
    if (!context.busy() &&
        flatButton("read again", context.colors.accent, "The rows are of another text or temperature."))
      context.ask(UnembedCommand{{}, count}, Asker::Unembedding);
  }
  if (!answer) return;
  followAnswer(context, answer);
  if (context.onStage())
    return drawUnembeddingStage(context, *answer, {state.rows, state.vectorRange, state.rowRange});
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(ImGui::GetStyle().ItemSpacing.x, 0.15F * em()));
  drawAnswer(context, *answer);
  ImGui::PopStyleVar();
}

}  // namespace es::app
