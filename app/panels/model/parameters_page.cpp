#include "app/panels/model/parameters_page.h"

#include <algorithm>
#include <array>
#include <vector>

#include "app/panels/model/page_hints.h"
#include "app/panels/widgets/asker_error.h"
#include "app/panels/widgets/data_table.h"
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
  tooltip(scoreText(100 * share, 2) + " % of all parameters");
  bar({at.x, at.y + 0.25F * em()}, size, static_cast<float>(share), context.colors.first,
      context.colors.panelBorder);
}

void drawCount(const PanelContext& context, const LedgerLine* line) {
  ImGui::TableNextColumn();
  if (!line) return;
  const bool tied = line->parameters == 0;
  numberCell(tied ? "tied" : base::groupedText(line->parameters), context.colors.text);
  if (tied) tooltip("Tied: the unembedding is the embedding's own matrix, counted there.");
}

void drawShape(const PanelContext& context, const LedgerLine* line) {
  ImGui::TableNextColumn();
  if (line) textCell(line->shape, context.colors.textDim);
}

void drawPart(const PanelContext& context, const PartRow& row, std::uint64_t ownTotal,
              std::uint64_t gpt3Total) {
  ImGui::TableNextRow();
  ImGui::TableNextColumn();
  textCell((row.own ? row.own : row.gpt3)->part, context.colors.text);
  drawCount(context, row.own);
  drawShare(context, row.own, ownTotal);
  drawCount(context, row.gpt3);
  drawShare(context, row.gpt3, gpt3Total);
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

void drawLedgers(const PanelContext& context, const model::LanguageModel& model) {
  const std::vector<LedgerLine> own = model::parameterLedger(model.config(), model.transformer->weights());
  const std::vector<LedgerLine> gpt3 = model::gpt3Ledger();
  const std::array columns{
      DataColumn{"part", "A matrix, or a group of them, in the order of the forward pass.", 9.5F * em()},
      DataColumn{"this model", "How many numbers of the open model were learned.", 6 * em()},
      DataColumn{"share", "Of all its parameters.", 3.6F * em()},
      DataColumn{"GPT-3", "The largest model of Brown and others 2020; weights of matrices only.",
                 8.4F * em()},
      DataColumn{"share", "Of all its parameters.", 3.6F * em()},
      DataColumn{"shape", "How many matrices of which shape.", 12 * em()},
      DataColumn{"GPT-3's shape", "How many matrices of which shape.", 15 * em()},
  };
  if (!beginDataTable("ledger", columns)) return;
  const std::uint64_t ownTotal = model::ledgerTotal(own), gpt3Total = model::ledgerTotal(gpt3);
  drawTotals(context, ownTotal, gpt3Total);
  for (const PartRow& row : rowsOf(own, gpt3)) drawPart(context, row, ownTotal, gpt3Total);
  endDataTable();
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
      "logits.");
  placeButton("open default words");
  openButton(context, "open default words", "default", "The word table that came with the program.");
  placeButton("model…");
  if (flatButton("model…", context.colors.text, "Open another model: its file or folder."))
    context.state.showOpen = true;
}

}  // namespace

void drawParametersPage(PanelContext& context) {
  if (!openModelOrHint(context,
                       "How many parameters a language model has in each of its parts, beside GPT-3's."))
    return;
  const model::LanguageModel& model = *context.languageModel();
  drawButtons(context);
  drawAskerError(context, Asker::Open);
  drawLedgers(context, model);
}

}  // namespace es::app
