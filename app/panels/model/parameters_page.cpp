#include "app/panels/model/parameters_page.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "app/panels/model/page_hints.h"
#include "app/panels/model/weights_figure.h"
#include "app/panels/widgets/asker_error.h"
#include "app/panels/widgets/data_table.h"
#include "app/panels/widgets/term.h"
#include "app/panels/widgets/widgets.h"
#include "base/number_text.h"
#include "model/transformer/gpt3_ledger.h"

namespace es::app {

namespace {

using model::LedgerLine;

/// A part that one of the two models has, or both.
struct PartRow {
  const LedgerLine* own = nullptr;
  const LedgerLine* gpt3 = nullptr;
};

std::vector<PartRow> rowsOf(const std::vector<LedgerLine>& own, const std::vector<LedgerLine>& gpt3) {
  const auto named = [](const std::vector<LedgerLine>& lines, const std::string& part) {
    const auto found =
        std::find_if(lines.begin(), lines.end(), [&](const LedgerLine& line) { return line.part == part; });
    return found == lines.end() ? nullptr : &*found;
  };
  std::vector<PartRow> rows;
  rows.reserve(own.size() + gpt3.size());
  for (const LedgerLine& line : own) rows.push_back({&line, named(gpt3, line.part)});
  for (const LedgerLine& line : gpt3)
    if (!named(own, line.part)) rows.push_back({nullptr, &line});
  return rows;
}

void drawShare(const PanelContext& context, const LedgerLine* line, std::uint64_t total) {
  ImGui::TableNextColumn();
  if (!line) return;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImVec2 size{ImGui::GetContentRegionAvail().x, 0.6F * em()};
  const double share = static_cast<double>(line->parameters) / static_cast<double>(total);
  ImGui::Dummy({size.x, ImGui::GetTextLineHeight()});
  tooltip(base::percentText(share, 3) + " of all parameters");
  bar({at.x, at.y + 0.25F * em()}, size, static_cast<float>(share), workColor(context, workOf(line->part)),
      context.colors.panelBorder);
}

void drawCount(const PanelContext& context, const LedgerLine* line) {
  ImGui::TableNextColumn();
  if (!line) return;
  const bool tied = line->parameters == 0;
  numberCell(tied ? "tied" : base::groupedText(line->parameters), context.colors.text);
  if (tied) tooltip("Tied: the unembedding is the embedding's own matrix, counted there.");
}

/// "96 × 128 × 12,288": with the sign that people write.
std::string shapeWords(const LedgerLine& line) {
  std::string words = line.shape;
  for (std::size_t at = 0; (at = words.find(" x ", at)) != std::string::npos;) words.replace(at, 3, " × ");
  return words;
}

/// A part's name for people, and in one sentence what it does.
struct PartWords {
  std::string_view part, label, tip;
};
constexpr std::array kPartWords{
    PartWords{"embedding W_E", "embedding", "W_E: a column of numbers for each token, which it enters with."},
    PartWords{"positions W_P", "positions", "W_P: a vector for each place in the text."},
    PartWords{"queries W_Q", "queries", "W_Q: what each token looks for among the tokens before it."},
    PartWords{"keys W_K", "keys", "W_K: what each token offers to those that look."},
    PartWords{"values W_V", "values", "W_V: what is handed on where query and key fit."},
    PartWords{"output W_O", "output", "W_O: how what was gathered is added to the token's vector."},
    PartWords{"gate", "MLP gate", "Which of the MLP's questions are let through."},
    PartWords{"up", "MLP up", "The first matrix of the MLP: questions put to each token's vector."},
    PartWords{"down", "MLP down", "The second matrix of the MLP: what each answer adds to the vector."},
    PartWords{"residual alphas", "step sizes",
              "How far each layer step may turn the vector (nGPT's alphas)."},
    PartWords{"norms", "norms", "Numbers that set the scale before or after a step."},
    PartWords{"biases", "biases", "Numbers that are added after a matrix."},
    PartWords{"unembedding W_U", "unembedding", "W_U: a row for each token, whose dot product is its score."},
};

void drawName(const PanelContext& context, const std::string& part) {
  const auto words = std::ranges::find(kPartWords, part, &PartWords::part);
  if (words == kPartWords.end()) return textCell(part, context.colors.text);
  term(words->label, words->tip, context.colors.text);
}

float widestShape(const std::vector<LedgerLine>& lines) {
  float width = 0;
  for (const LedgerLine& line : lines) width = std::max(width, textWidth(shapeWords(line)));
  return width + 0.4F * em();
}

void drawShape(const PanelContext& context, const LedgerLine* line) {
  ImGui::TableNextColumn();
  if (line) textCell(shapeWords(*line), context.colors.textDim);
}

void drawPart(const PanelContext& context, const PartRow& row, std::array<std::uint64_t, 2> totals,
              bool withShapes) {
  ImGui::TableNextRow();
  ImGui::TableNextColumn();
  drawName(context, (row.own ? row.own : row.gpt3)->part);
  drawCount(context, row.own);
  drawShare(context, row.own, totals[0]);
  drawCount(context, row.gpt3);
  drawShare(context, row.gpt3, totals[1]);
  if (!withShapes) return;
  drawShape(context, row.own);
  drawShape(context, row.gpt3);
}

void drawTotals(const PanelContext& context, std::uint64_t ownTotal, std::uint64_t gpt3Total) {
  ImGui::TableNextRow();
  ImGui::TableNextColumn();
  text("total", context.colors.accent);
  ImGui::TableNextColumn();
  numberCell(base::groupedText(ownTotal), context.colors.accent);
  ImGui::TableNextColumn();
  ImGui::TableNextColumn();
  numberCell(base::groupedText(gpt3Total), context.colors.accent);
}

/// What the film adds up: the two matrices that turn tokens into vectors and vectors into scores.
std::string runningSum(const std::vector<LedgerLine>& gpt3, std::uint64_t total) {
  const std::uint64_t in = gpt3.front().parameters, out = gpt3.back().parameters;
  return "GPT-3's embedding and unembedding: " + base::groupedText(in) + " + " + base::groupedText(out) +
         " = " + base::groupedText(in + out) + ", just over a billion; that is " +
         base::percentText(static_cast<double>(in + out) / static_cast<double>(total)) + " of its " +
         base::groupedText(total) + ".";
}

void drawLedgers(const PanelContext& context, const model::LanguageModel& model) {
  const std::vector<LedgerLine> own = model::parameterLedger(model.config(), model.transformer->weights());
  const std::vector<LedgerLine> gpt3 = model::gpt3Ledger();
  const std::vector<PartRow> rows = rowsOf(own, gpt3);
  const std::uint64_t ownTotal = model::ledgerTotal(own), gpt3Total = model::ledgerTotal(gpt3);
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const float part = 10 * em(), ownPx = textWidth("this model 0,0"),
              gpt3Px = textWidth("175,181,291,520") + 0.3F * em();
  const float shapes[2] = {widestShape(own), widestShape(gpt3)};
  float left = textColumnsPx(room.x, part + ownPx + gpt3Px, 7);
  const bool withShapes = left > shapes[0] + shapes[1] + 5 * em();
  if (withShapes) left -= shapes[0] + shapes[1];
  const float share = std::max(2.5F * em(), left / 2);
  const std::array columns{
      DataColumn{"part", "A matrix, or a group of them, in the order of the forward pass.", part},
      DataColumn{"this model", "How many numbers of the open model were learned.", ownPx, true, true},
      DataColumn{"share", "Of all its parameters.", share},
      DataColumn{"GPT-3", "The largest model of Brown and others 2020; weights of matrices only.", gpt3Px,
                 true, true},
      DataColumn{"share", "Of all its parameters.", share},
      DataColumn{"shape", "How many matrices of which shape.", shapes[0], withShapes},
      DataColumn{"GPT-3's shape", "How many matrices of which shape.", shapes[1], withShapes},
  };
  const std::string sum = runningSum(gpt3, gpt3Total);
  const float foot = textSize(brokenAtSpaces(sum, room.x)).y + 2 * ImGui::GetStyle().ItemSpacing.y;
  const float lines = static_cast<float>(rows.size()) + 2.2F;
  const float row = std::clamp((room.y - foot) / lines, ImGui::GetTextLineHeight(), 2.2F * em()) - 1;
  const bool withSum = room.y - foot >= 6 * em();  // else it would be cut; a look of its own says the same
  if (beginDataTable("ledger", columns, withSum ? room.y - foot : room.y, row)) {
    drawTotals(context, ownTotal, gpt3Total);
    for (const PartRow& each : rows) drawPart(context, each, {ownTotal, gpt3Total}, withShapes);
    endDataTable();
  }
  if (withSum) wrapped(sum, context.colors.difference);
}

// On the same line where there is room for it.
void placeButton(const char* label) {
  ImGui::SameLine(0, 0);
  const float width = textWidth(label) + 0.6F * em();
  if (ImGui::GetContentRegionAvail().x < width) ImGui::NewLine();
}

void openButton(PanelContext& context, const char* label, const char* path, const char* tip) {
  if (flatButton(label, context.colors.text, tip)) context.ask(OpenCommand{path, {}, {}}, Asker::Open);
}

void drawButtons(PanelContext& context) {
  openButton(context, "open embedding", "embedding",
             "The model's tokens as the words of the picture, each at the vector that it enters with.");
  placeButton("open unembedding");
  openButton(
      context, "open unembedding", "unembedding",
      "The same tokens at the rows of the last matrix: their dot products with the last vector are the "
      "scores.");
  placeButton("open default words");
  openButton(context, "open default words", "default", "The word table that came with the program.");
  placeButton("model…");
  if (flatButton("model…", context.colors.text, "Open another model: its file or folder."))
    context.state.showOpen = true;
}

/// What the page shows: the parts, or a figure to scale.
void drawLooks(PanelContext& context) {
  constexpr std::array<std::string_view, 4> kLabels{"by parts", "the whole", "embedding",
                                                    "both vocabularies"};
  constexpr std::array kTips{"Every part with its count, beside GPT-3's.",
                             "The model and GPT-3 as squares, to scale.",
                             "The open words' matrix and GPT-3's as sheets of numbers, to scale.",
                             "What GPT-3's embedding and unembedding are of the whole."};
  const float width = std::min(30 * em(), ImGui::GetContentRegionAvail().x);
  const int on = static_cast<int>(context.in.view.weights);
  if (const auto clicked = segmented("looks", kLabels, on, width, kTips)) {
    ViewState view = context.in.view;
    view.weights = static_cast<WeightsLook>(*clicked);
    context.issue(SetCommand{"weights", settingText(view, "weights")});
  }
}

/// Whether what the look is of is open.
bool canDraw(const PanelContext& context, WeightsLook look) {
  if (look == WeightsLook::Embedding) return context.document().space != nullptr;
  return look == WeightsLook::Vocabularies;
}

}  // namespace

void drawParametersPage(PanelContext& context) {
  if (!context.onStage()) drawLooks(context);
  if (canDraw(context, context.in.view.weights)) return drawWeightsFigure(context);
  if (!openModelOrHint(context,
                       "How many parameters a language model has in each of its parts, beside GPT-3's."))
    return;
  const model::LanguageModel& model = *context.languageModel();
  if (context.onStage() || context.in.view.weights == WeightsLook::Model) return drawWeightsFigure(context);
  if (!context.onStage()) drawButtons(context);
  drawLedgers(context, model);
}

}  // namespace es::app
