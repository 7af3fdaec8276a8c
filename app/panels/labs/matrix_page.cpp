#include "app/panels/labs/matrix_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/document/stream_space.h"
#include "app/panels/labs/matrix_figure.h"
#include "app/panels/labs/matrix_stage.h"
#include "app/panels/widgets/asker_error.h"
#include "app/panels/widgets/signed_colors.h"
#include "app/panels/widgets/widgets.h"
#include "base/display_text.h"
#include "base/number_text.h"
#include "model/transformer/gpt3_ledger.h"

namespace es::app {

namespace {

/// Twice what a number of the matrix is on average (root of the mean square): few lie beyond.
double rangeOf(const Space& space) {
  const auto rows = static_cast<double>(space.table->size()), dims = static_cast<double>(space.table->dims());
  const double mean = space.spread.mean.cast<double>().squaredNorm();
  const double squares = space.spread.totalVariance * (rows - 1) / rows + mean;
  return niceRange(2 * std::sqrt(squares / dims));
}

/// Two parts in one line, or one below the other: numbers are not to be broken.
void brokenLine(const std::string& first, const std::string& second, const Color& color) {
  const std::string line = first + " " + second;
  const bool fits = textWidth(line) <= ImGui::GetContentRegionAvail().x;
  text(fits ? line : first + "\n" + second, color);
}

// ---- walking and pulling out ----
void drawWalk(PanelContext& context) {
  constexpr std::array<std::string_view, 4> kLabels{"first", "back", "next", "last"};
  constexpr std::array kTips{"The first word of the table.", "One column to the left ( , ).",
                             "One column to the right ( . ).", "The last word of the table."};
  constexpr std::array kTo{WalkCommand::To::First, WalkCommand::To::Back, WalkCommand::To::Next,
                           WalkCommand::To::Last};
  if (const auto clicked = segmented("walk", kLabels, -1, 0, kTips))
    context.ask(WalkCommand{kTo[static_cast<std::size_t>(*clicked)], 1}, Asker::Matrix);
}

void drawSelected(PanelContext& context) {
  const auto& selected = context.document().selected;
  const math::Index columns = context.table()->size();
  if (!selected) return wrapped("Click a column, or walk along them.", context.colors.textDim);
  const std::string word = base::displayText(context.vocabulary()->word(*selected));
  const bool first = *selected == 0, last = *selected == columns - 1;
  const std::string of = "of " + base::groupedText(columns) +
                         (first  ? ", the first"
                          : last ? ", the last"
                                 : "");
  text(elided(word, ImGui::GetContentRegionAvail().x), context.colors.selected);
  tooltip(word);
  brokenLine("column " + base::groupedText(*selected + 1), of, context.colors.textDim);
}

void drawPullButton(PanelContext& context) {
  const auto& pulled = context.document().pulled;
  const auto& selected = context.document().selected;
  if (pulled && (!selected || *selected == pulled->row)) {
    if (textButton("put back")) context.ask(VectorCommand{}, Asker::Matrix);
    tooltip("The column goes back into the matrix.");
    return;
  }
  ImGui::BeginDisabled(!selected);
  if (textButton("pull out"))
    context.ask(VectorCommand{context.vocabulary()->word(*selected)}, Asker::Matrix);
  ImGui::EndDisabled();
  tooltip("Pulls the selected word's column out of the matrix: it is the word's vector, the arrow above.");
}

void drawZoom(PanelContext& context) {
  double& zoom = context.memory<MatrixState>().zoomBy;
  ImGui::SameLine();
  if (flatButton("−##narrower", context.colors.text, "Narrower columns, more of them. Also: the wheel."))
    zoom = 1 / 1.6;
  ImGui::SameLine(0, 0);
  if (flatButton("+##wider", context.colors.text,
                 "Wider columns; the widest show their numbers. Also: the wheel."))
    zoom = 1.6;
}

// ---- what it is ----
/// Whose matrix the columns are, and the way to the open model's own.
void drawWhose(PanelContext& context) {
  const model::EmbeddingTable& table = *context.table();
  const model::LanguageModel* model = context.languageModel();
  std::string what = "words of " + base::displayText(table.source().name);
  bool isEmbedding = false;
  std::optional<model::ModelMatrix> own;
  if (model) own = matrixOf(*model, table);
  if (own) {
    isEmbedding = *own == model::ModelMatrix::Embedding;
    what = (isEmbedding ? "tokens of " : "rows of the unembedding matrix, each as a column, of ") +
           base::displayText(model->source.name);
  }
  wrapped(what, context.colors.text);
  tooltip("What stands above the picture as points stands here as columns of numbers.");
  if (!model || isEmbedding) return;
  if (flatButton("open the model's own", context.colors.accent,
                 "The open model's embedding matrix: a column for each of its tokens (open embedding)."))
    context.ask(OpenCommand{"embedding", {}, {}}, Asker::Matrix);
}

void drawLedger(const PanelContext& context) {
  const model::EmbeddingTable& table = *context.table();
  const std::uint64_t numbers = static_cast<std::uint64_t>(table.rows().size());
  brokenLine(base::groupedText(table.dims()) + " × " + base::groupedText(table.size()),
             "= " + base::groupedText(numbers) + " numbers", context.colors.text);
  tooltip("Rows (numbers of a vector) times columns (words): each number is a weight.");
  wrapped("Nobody wrote these numbers: they began at random and were learned from text.",
          context.colors.text);
  const std::uint64_t gpt3 = model::gpt3Ledger().front().parameters;
  brokenLine("GPT-3: 12,288 × 50,257", "= " + base::groupedText(gpt3), context.colors.textDim);
  tooltip("The embedding matrix of GPT-3: a column of 12,288 numbers for each of 50,257 tokens.");
}

void drawSide(PanelContext& context, const SignedColors& signedColors) {
  drawWalk(context);
  drawSelected(context);
  drawPullButton(context);
  drawZoom(context);
  drawAskerError(context, Asker::Matrix);
  ImGui::Spacing();
  drawSignedLegend(context, signedColors, ImGui::GetContentRegionAvail().x);
  drawLedger(context);
  drawWhose(context);
}

// ---- the column that is pulled out ----
void drawNumber(const PanelContext& context, const VectorAnswer& column, const SignedColors& signedColors,
                std::size_t i) {
  const double value = static_cast<double>(column.values[i]);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x, height = ImGui::GetTextLineHeight();
  const float indexPx = textWidth(fmt::to_string(column.values.size()));
  const float numberPx = textWidth("−0.000") + 0.2F * em();
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const std::string index = fmt::to_string(i + 1), number = base::shownText(value);
  textAt({at.x + indexPx - textWidth(index), at.y}, index, context.colors.textDim);
  const float left = at.x + indexPx + 0.4F * em(), right = at.x + width - numberPx;
  const float middle = (left + right) / 2;
  const float reach =
      (right - left) / 2 * static_cast<float>(std::clamp(value / signedColors.range(), -1.0, 1.0));
  draw.AddRectFilled({std::min(middle, middle + reach), at.y + 2},
                     {std::max(middle, middle + reach), at.y + height - 2}, toU32(signedColors.color(value)));
  draw.AddLine({middle, at.y}, {middle, at.y + height}, toU32(context.colors.panelBorder), 1);
  textAt({at.x + width - textWidth(number), at.y}, number, context.colors.text);
  ImGui::Dummy({width, height});
}

void drawPulled(const PanelContext& context, const VectorAnswer& column, const SignedColors& signedColors) {
  const std::string word = base::displayText(column.word);
  text(elided(word, ImGui::GetContentRegionAvail().x), context.colors.difference);
  tooltip(word);
  text("length " + base::shownText(column.length, 2), context.colors.textDim);
  tooltip("The column as a vector: " + base::groupedText(static_cast<math::Index>(column.values.size())) +
          " numbers, the word's arrow in the picture.");
  compat::beginChild("numbers", {0, 0});
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(column.values.size()), ImGui::GetTextLineHeight());
  while (clipper.Step()) {
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i)
      drawNumber(context, column, signedColors, static_cast<std::size_t>(i));
  }
  clipper.End();
  ImGui::PopStyleVar();
  ImGui::EndChild();
}

bool wordsOrHint(PanelContext& context) {
  if (context.table()) return true;
  wrapped("The embedding matrix: a column of numbers for each word. No words are open yet.",
          context.colors.textDim);
  if (textButton("open default words")) context.ask(OpenCommand{"default", {}, {}}, Asker::Matrix);
  drawAskerError(context, Asker::Matrix);
  return false;
}

}  // namespace

void takeMatrixKey(PanelContext& context, unsigned typed) {
  if (!context.table()) return;
  if (typed == '.') context.ask(WalkCommand{WalkCommand::To::Next, 1}, Asker::Matrix);
  if (typed == ',') context.ask(WalkCommand{WalkCommand::To::Back, 1}, Asker::Matrix);
}

void drawMatrixPage(PanelContext& context) {
  if (!wordsOrHint(context)) return;
  MatrixState& state = context.memory<MatrixState>();
  if (state.space != context.document().space) state.range = rangeOf(*context.document().space);
  const SignedColors signedColors(context.in.view.theme, state.range);
  if (context.onStage()) return drawMatrixStage(context, signedColors);
  const float room = ImGui::GetContentRegionAvail().x;
  const auto& pulled = context.document().pulled;
  const bool beside = pulled && room >= 30 * em();  // else in the side's own place
  const ImGuiStyle& style = ImGui::GetStyle();
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(style.ItemSpacing.x, 0.2F * em()));
  compat::beginChild("side", {std::clamp(0.3F * room, 9.5F * em(), 15 * em()), 0});
  if (pulled && !beside) {
    drawPullButton(context);
    drawZoom(context);
    drawPulled(context, *pulled, signedColors);
  } else {
    drawSide(context, signedColors);
  }
  ImGui::EndChild();
  if (beside) {
    ImGui::SameLine(0, 0.7F * em());
    compat::beginChild("pulled", {std::clamp(0.2F * room, 7.5F * em(), 11 * em()), 0});
    drawPulled(context, *pulled, signedColors);
    ImGui::EndChild();
  }
  ImGui::PopStyleVar();
  ImGui::SameLine(0, 0.7F * em());
  drawMatrixFigure(context, signedColors);
}

}  // namespace es::app
