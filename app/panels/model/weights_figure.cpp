#include "app/panels/model/weights_figure.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "app/panels/widgets/large_font.h"
#include "app/panels/widgets/widgets.h"
#include "app/platform/imgui/caption_size.h"
#include "base/number_text.h"
#include "model/transformer/gpt3_ledger.h"

namespace es::app {

namespace {

using model::LedgerLine;

constexpr float kNamed = 1.2F;  // of the letters below a bar

float largeHeight() {
  return std::ceil(1.25F * fontOfSize(kCaptionTimes).textSize("0").y);
}

void large(ImVec2 at, const std::string& said, const Color& color) {
  scaledText(at, kCaptionTimes, said, color);
}

/// Of a vocabulary each matrix has its own name.
std::string workName(PartWork work, const std::string& part) {
  if (work == PartWork::Vocabulary) return part.substr(0, part.find(' '));
  return work == PartWork::Attention ? "attention" : work == PartWork::Mlp ? "MLP" : "other";
}

void area(ImVec2 at, ImVec2 size, const Color& color, float alpha = 1) {
  const ImVec2 end{at.x + std::max(1.0F, size.x), at.y + std::max(1.0F, size.y)};  // what is there is seen
  ImGui::GetWindowDrawList()->AddRectFilled(at, end, toU32(color, alpha));
}

float largeWidth(const std::string& said) {
  return fontOfSize(kCaptionTimes).textSize(said).x;
}

/// So many weights, and whose.
struct Count {
  std::string name, number;
  std::uint64_t weights = 0;
};

/// Two squares to scale, the smaller one in the larger one's corner, with their words at the left.
void drawSquares(const PanelContext& context, const Count& whole, const Count& part, ImVec2 at, ImVec2 room) {
  const std::string times = base::groupedText(std::llround(static_cast<double>(whole.weights) /
                                                           static_cast<double>(part.weights))) +
                            " times as many";
  float textPx = 0;
  for (const std::string& line : {whole.name, whole.number, part.name, part.number, times})
    textPx = std::max(textPx, largeWidth(line));
  const float side = std::max(4 * em(), std::min(room.y, room.x - textPx - 3 * em())), high = largeHeight();
  const float small =
      std::max(1.0F, side * static_cast<float>(std::sqrt(static_cast<double>(part.weights) /
                                                         static_cast<double>(whole.weights))));
  const Palette& colors = context.colors;
  large(at, whole.name, colors.text);
  large({at.x, at.y + high}, whole.number, colors.text);
  large({at.x, at.y + 2 * high}, times, colors.textDim);
  const float left = at.x + textPx + 2 * em(), bottom = at.y + side;
  area({left, at.y}, {side, side}, colors.neighbor, 0.75F);
  const float inset = small < em() ? em() : 0;  // room for a ring, so that the speck is found
  const ImVec2 corner{left + inset, bottom - small - inset};
  area(corner, {small, small}, colors.difference);
  const float ring = inset > 0 ? 0.8F * em() : small / 2;
  const ImVec2 middle{corner.x + small / 2, corner.y + small / 2};
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  if (inset > 0) draw.AddCircle(middle, ring, toU32(colors.difference), 0, 2.5F);
  large({at.x, bottom - 2 * high}, part.name, colors.difference);
  large({at.x, bottom - high}, part.number, colors.difference);
  const float y = std::min(middle.y, bottom - 0.5F * em());
  draw.AddLine({at.x + std::max(largeWidth(part.name), largeWidth(part.number)) + 0.5F * em(), y},
               {middle.x - ring, y}, toU32(colors.difference), 1.5F);
}

void drawModels(const PanelContext& context, ImVec2 at, ImVec2 room) {
  const model::LanguageModel& model = *context.languageModel();
  const std::uint64_t own = model::ledgerTotal(
                          model::parameterLedger(model.config(), model.transformer->weights())),
                      gpt3 = model::ledgerTotal(model::gpt3Ledger());
  drawSquares(context, {"GPT-3", base::groupedText(gpt3) + " weights", gpt3},
              {"this model", base::groupedText(own) + " weights", own}, at, room);
}

std::string productText(std::uint64_t rows, std::uint64_t columns) {
  return base::groupedText(rows) + " × " + base::groupedText(columns);
}

void drawEmbeddings(const PanelContext& context, ImVec2 at, ImVec2 room) {
  const model::EmbeddingTable& table = *context.document().space->table;
  const auto rows = static_cast<std::uint64_t>(table.dims()),
             columns = static_cast<std::uint64_t>(table.size());
  drawSquares(context,
              {"GPT-3’s embedding", productText(model::kGpt3Dims, model::kGpt3Vocabulary),
               std::uint64_t{model::kGpt3Dims} * model::kGpt3Vocabulary},
              {"these words", productText(rows, columns), rows * columns}, at, room);
}

/// GPT-3's first and last matrix as squares of the same size, and what they are together.
void drawVocabularies(const PanelContext& context, ImVec2 at, ImVec2 room) {
  const std::vector<LedgerLine> parts = model::gpt3Ledger();
  const std::uint64_t in = parts.front().parameters, out = parts.back().parameters,
                      all = model::ledgerTotal(parts);
  const Palette& colors = context.colors;
  const float high = largeHeight(), sign = 4 * em();
  const float side = std::max(4 * em(), std::min(room.y - 3.4F * high, (room.x - sign) / 2));
  const auto middled = [&](float middle, float top, const std::string& said, const Color& color) {
    large({middle - largeWidth(said) / 2, top}, said, color);
  };
  const float left = at.x + (room.x - 2 * side - sign) / 2, top = at.y + high;
  const auto square = [&](float x, const char* name, const std::string& shape, std::uint64_t count) {
    const float middle = x + side / 2;
    middled(middle, at.y, name, colors.difference);
    area({x, top}, {side, side}, colors.difference, 0.85F);
    middled(middle, top + side / 2 - high, shape, colors.textInverse);
    middled(middle, top + side / 2, base::groupedText(count), colors.textInverse);
  };
  square(left, "GPT-3’s embedding", productText(model::kGpt3Dims, model::kGpt3Vocabulary), in);
  square(left + side + sign, "its unembedding", productText(model::kGpt3Vocabulary, model::kGpt3Dims), out);
  middled(left + side + sign / 2, top + side / 2 - high / 2, "=", colors.text);
  const float below = top + side + 0.4F * high, middle = at.x + room.x / 2;
  middled(middle, below,
          base::groupedText(in) + " + " + base::groupedText(out) + " = " + base::groupedText(in + out),
          colors.text);
  const std::string share = base::percentText(static_cast<double>(in + out) / static_cast<double>(all)) +
                            " of its " + base::groupedText(all) + " weights";
  middled(middle, below + high, share, colors.textDim);
}

/// Parts of a model that do the same work, together.
struct PartGroup {
  std::string name;
  std::uint64_t weights = 0;
  Color color;
};

std::vector<PartGroup> groupsOf(const PanelContext& context, const std::vector<LedgerLine>& lines) {
  std::vector<PartGroup> groups;
  for (const LedgerLine& line : lines) {
    const PartWork work = workOf(line.part);
    if (line.parameters == 0) continue;
    const std::string name = workName(work, line.part);
    if (groups.empty() || groups.back().name != name) groups.push_back({name, 0, workColor(context, work)});
    groups.back().weights += line.parameters;
  }
  return groups;
}

/// A model as one bar, its whole width all its weights; what is too narrow for its name has it below.
void drawStack(const PanelContext& context, const std::string& title, const std::vector<LedgerLine>& lines,
               ImVec2 at, ImVec2 size) {
  const std::uint64_t all = model::ledgerTotal(lines);
  const float high = largeHeight(), top = at.y + high, foot = top + size.y;
  large(at, title + ": " + base::groupedText(all) + " weights", context.colors.text);
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  float x = at.x, takenTo = at.x;
  for (const PartGroup& group : groupsOf(context, lines)) {
    const double share = static_cast<double>(group.weights) / static_cast<double>(all);
    const float width = static_cast<float>(share) * size.x;
    area({x, top}, {std::max(2.0F, width - 1), size.y}, group.color);
    const std::string percent = base::percentText(share);
    if (largeWidth(group.name) + em() < width) {
      large({x + (width - largeWidth(group.name)) / 2, top + size.y / 2 - high}, group.name,
            context.colors.textInverse);
      large({x + (width - largeWidth(percent)) / 2, top + size.y / 2}, percent, context.colors.textInverse);
    } else if (width > 2) {
      const std::string said = group.name + " " + percent;
      const float wanted = std::min(x, at.x + size.x - kNamed * textWidth(said));
      const float left = std::max(wanted, takenTo);
      draw.AddLine({x + width / 2, foot}, {std::max(left + 2, x + width / 2), foot + 0.5F * em()},
                   toU32(group.color), 2);
      scaledText({left, foot + 0.5F * em()}, kNamed, said, context.colors.text);
      takenTo = left + kNamed * textWidth(said) + em();
    }
    x += width;
  }
}

/// GPT-3's parts and the open model's.
void drawStacks(const PanelContext& context, ImVec2 at, ImVec2 room) {
  const model::LanguageModel& model = *context.languageModel();
  const float each = room.y / 2, height = std::max(2 * em(), each - largeHeight() - 3.2F * em());
  drawStack(context, "GPT-3", model::gpt3Ledger(), at, {room.x, height});
  drawStack(context, "this model", model::parameterLedger(model.config(), model.transformer->weights()),
            {at.x, at.y + each}, {room.x, height});
}

}  // namespace

PartWork workOf(std::string_view part) {
  constexpr std::array<std::pair<std::string_view, PartWork>, 10> kWorks{
      {{"embedding", PartWork::Vocabulary},
       {"positions", PartWork::Vocabulary},
       {"unembedding", PartWork::Vocabulary},
       {"queries", PartWork::Attention},
       {"keys", PartWork::Attention},
       {"values", PartWork::Attention},
       {"output", PartWork::Attention},
       {"gate", PartWork::Mlp},
       {"up", PartWork::Mlp},
       {"down", PartWork::Mlp}}};
  const std::string_view first = part.substr(0, part.find(' '));
  const auto found = std::ranges::find(kWorks, first, &std::pair<std::string_view, PartWork>::first);
  return found == kWorks.end() ? PartWork::Other : found->second;
}

const Color& workColor(const PanelContext& context, PartWork work) {
  switch (work) {
    case PartWork::Vocabulary:
      return context.colors.difference;
    case PartWork::Attention:
      return context.colors.attention;
    case PartWork::Mlp:
      return context.colors.mlp;
    default:
      return context.colors.textDim;
  }
}

void drawWeightsFigure(const PanelContext& context) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImVec2 room = ImGui::GetContentRegionAvail();
  room.y -= ImGui::GetTextLineHeight() + 0.5F * em();
  switch (context.in.view.weights) {
    case WeightsLook::Embedding:
      drawEmbeddings(context, at, room);
      break;
    case WeightsLook::Vocabularies:
      drawVocabularies(context, at, room);
      break;
    case WeightsLook::Parts:
      drawStacks(context, at, room);
      break;
    default:
      drawModels(context, at, room);
  }
  if (context.in.view.weights != WeightsLook::Parts)
    textAt({at.x, at.y + room.y + 0.3F * em()}, "areas to scale", context.colors.textDim);
  ImGui::Dummy({room.x, room.y + ImGui::GetTextLineHeight()});
}

}  // namespace es::app
