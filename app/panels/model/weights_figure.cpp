#include "app/panels/model/weights_figure.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "app/panels/widgets/large_font.h"
#include "app/panels/widgets/widgets.h"
#include "app/platform/imgui/caption_size.h"
#include "base/number_text.h"
#include "model/transformer/gpt3_ledger.h"

namespace es::app {

namespace {

using model::LedgerLine;

float largeHeight() {
  return std::ceil(1.25F * fontOfSize(kCaptionTimes).textSize("0").y);
}

void large(ImVec2 at, const std::string& said, const Color& color) {
  scaledText(at, kCaptionTimes, said, color);
}

void area(ImVec2 at, ImVec2 size, const Color& color, float alpha = 1) {
  const ImVec2 end{at.x + std::max(1.0F, size.x), at.y + std::max(1.0F, size.y)};  // what is there is seen
  ImGui::GetWindowDrawList()->AddRectFilled(at, end, toU32(color, alpha));
}

/// Of the square, beside letters of this width.
float squareSide(ImVec2 room, float textPx) {
  return std::max(4 * em(), std::min(room.y, room.x - textPx - 2 * em()));
}

/// Two squares: the open model's is as much smaller as it has fewer weights.
void drawModels(const PanelContext& context, ImVec2 at, ImVec2 room) {
  const model::LanguageModel& model = *context.languageModel();
  const std::uint64_t own = model::ledgerTotal(
                          model::parameterLedger(model.config(), model.transformer->weights())),
                      gpt3 = model::ledgerTotal(model::gpt3Ledger());
  const std::array lines{std::string("this model"), base::groupedText(own) + " weights", std::string("GPT-3"),
                         base::groupedText(gpt3) + " weights"};
  float textPx = 0;
  for (const std::string& line : lines) textPx = std::max(textPx, fontOfSize(kCaptionTimes).textSize(line).x);
  const float side = squareSide(room, textPx), high = largeHeight();
  const float small =
      side * static_cast<float>(std::sqrt(static_cast<double>(own) / static_cast<double>(gpt3)));
  large(at, lines[2], context.colors.text);
  large({at.x, at.y + high}, lines[3], context.colors.text);
  const float right = at.x + textPx + 2 * em(), bottom = at.y + side;
  area({right, at.y}, {side, side}, context.colors.neighbor, 0.75F);
  large({at.x, bottom - small - 2 * high - 1.2F * em()}, lines[0], context.colors.difference);
  large({at.x, bottom - small - high - 1.2F * em()}, lines[1], context.colors.difference);
  const float left = at.x + (small < em() ? em() : 0);
  area({left, bottom - small}, {small, small}, context.colors.difference);
  const ImVec2 middle{left + std::max(1.0F, small) / 2, bottom - small / 2};
  if (small < em())  // a ring, so that the speck is found
    ImGui::GetWindowDrawList()->AddCircle(middle, 0.8F * em(), toU32(context.colors.difference), 0, 1.6F);
}

struct Matrix {
  std::string name;
  std::uint64_t columns = 0, rows = 0;  // words, numbers of each
};

std::string sizeText(const Matrix& matrix) {
  return matrix.name + ": " + base::groupedText(matrix.rows) + " × " + base::groupedText(matrix.columns) +
         " = " + base::groupedText(matrix.rows * matrix.columns);
}

/// Each matrix as a sheet of its columns and rows, one below the other.
void drawEmbeddings(const PanelContext& context, ImVec2 at, ImVec2 room) {
  const model::EmbeddingTable& table = *context.document().space->table;
  const std::array sheets{Matrix{"these words", static_cast<std::uint64_t>(table.size()),
                                 static_cast<std::uint64_t>(table.dims())},
                          Matrix{"GPT-3", model::kGpt3Vocabulary, model::kGpt3Dims}};
  const float high = largeHeight(), gap = 1.6F * em();
  double widest = 0, height = 0;
  for (const Matrix& sheet : sheets) {
    widest = std::max(widest, static_cast<double>(sheet.columns));
    height += static_cast<double>(sheet.rows);
  }
  const double left = static_cast<double>(room.y - 2 * (high + gap));
  const double scale = std::min(static_cast<double>(room.x) / widest, std::max(1.0, left) / height);
  at.y += std::max(0.0F, static_cast<float>(left - scale * height)) / 3;  // not all of the empty room below
  const std::array inks{context.colors.difference, context.colors.neighbor};
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    const ImVec2 size{static_cast<float>(scale * static_cast<double>(sheets[i].columns)),
                      static_cast<float>(scale * static_cast<double>(sheets[i].rows))};
    large(at, sizeText(sheets[i]), i == 0 ? context.colors.difference : context.colors.text);
    at.y += high;
    area(at, size, inks[i], i == 0 ? 1 : 0.75F);
    at.y += std::max(1.0F, size.y) + gap;
  }
}

/// GPT-3 as a square, and its first and last matrix within it.
void drawVocabularies(const PanelContext& context, ImVec2 at, ImVec2 room) {
  const std::vector<LedgerLine> parts = model::gpt3Ledger();
  const std::uint64_t in = parts.front().parameters, out = parts.back().parameters,
                      all = model::ledgerTotal(parts);
  const Color &ink = context.colors.difference, &plain = context.colors.text;
  const float high = largeHeight(),
              sumPx = fontOfSize(kCaptionTimes).textSize("= " + base::groupedText(in + out)).x;
  const float textPx = std::max(sumPx, fontOfSize(kCaptionTimes).textSize(base::groupedText(all)).x);
  const auto line = [&](float row, const std::string& name, const std::string& number, const Color& color) {
    smallText({at.x, at.y + row * high - 0.9F * smallHeight()}, name, context.colors.textDim);
    large({at.x + textPx - fontOfSize(kCaptionTimes).textSize(number).x, at.y + row * high}, number, color);
  };
  line(0.9F, "GPT-3's embedding", base::groupedText(in), ink);
  line(2.6F, "its unembedding", "+ " + base::groupedText(out), ink);
  line(4.3F, "together", "= " + base::groupedText(in + out), ink);
  line(6.6F, "all its weights", base::groupedText(all), plain);
  const float side = squareSide(room, textPx);
  const ImVec2 corner{at.x + textPx + 2 * em(), at.y};
  area(corner, {side, side}, context.colors.neighbor, 0.75F);
  const auto sideOf = [&](std::uint64_t count) {
    return side * static_cast<float>(std::sqrt(static_cast<double>(count) / static_cast<double>(all)));
  };
  area({corner.x, corner.y + side - sideOf(in)}, {sideOf(in), sideOf(in)}, ink);
  area({corner.x + sideOf(in) + 2, corner.y + side - sideOf(out)}, {sideOf(out), sideOf(out)}, ink);
}

}  // namespace

void drawWeightsFigure(const PanelContext& context) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImVec2 room = ImGui::GetContentRegionAvail();
  room.y -= smallHeight() + 0.6F * em();
  switch (context.in.view.weights) {
    case WeightsLook::Embedding:
      drawEmbeddings(context, at, room);
      break;
    case WeightsLook::Vocabularies:
      drawVocabularies(context, at, room);
      break;
    default:
      drawModels(context, at, room);
  }
  smallText({at.x, at.y + room.y + 0.5F * em()}, "areas to scale", context.colors.textDim);
  ImGui::Dummy({room.x, room.y + smallHeight()});
}

}  // namespace es::app
