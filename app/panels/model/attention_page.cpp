#include "app/panels/model/attention_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

#include "app/look/token_words.h"
#include "app/panels/model/attention_figure.h"
#include "app/panels/model/head_habit.h"
#include "app/panels/model/head_thumbnail.h"
#include "app/panels/model/page_hints.h"
#include "app/panels/model/page_question.h"
#include "app/panels/widgets/asker_error.h"
#include "app/panels/widgets/large_font.h"
#include "app/panels/widgets/widgets.h"
#include "base/number_text.h"

namespace es::app {

namespace {

/// The small pictures of all heads of an attention answer.
struct HeadThumbnails {
  std::shared_ptr<const AttentionAnswer> answer;
  std::vector<math::RowMatrix> pictures;  // a pattern each
};
struct AttentionState {
  AskedFor asked;
  int layer = 0, head = 0;
  bool matrix = false;  // the pattern as a matrix, not as arcs
  HeadThumbnails thumbnails;
};

constexpr math::Index kThumbnailCells = 10;

const std::vector<math::RowMatrix>& thumbnailsOf(PanelContext& context) {
  HeadThumbnails& kept = context.memory<AttentionState>().thumbnails;
  const auto& answer = context.document().model.attention;
  if (kept.answer == answer) return kept.pictures;
  kept = {answer, {}};
  for (const AttentionHead& head : answer->patterns)
    kept.pictures.push_back(headThumbnail(head.weights, kThumbnailCells));
  return kept.pictures;
}

void drawThumbnail(const PanelContext& context, const math::RowMatrix& picture, ImVec2 at, ImVec2 sizePx) {
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const auto count = static_cast<float>(picture.rows());
  const ImVec2 cell{sizePx.x / count, sizePx.y / count};
  draw.AddRectFilled(at, {at.x + sizePx.x, at.y + sizePx.y}, toU32(weightColor(context, 0)));
  for (math::Index row = 0; row < picture.rows(); ++row) {
    for (math::Index column = 0; column < picture.cols(); ++column) {
      if (picture(row, column) <= 0) continue;  // the ground shows
      const ImVec2 low{at.x + cell.x * static_cast<float>(column), at.y + cell.y * static_cast<float>(row)};
      draw.AddRectFilled(low, {low.x + cell.x, low.y + cell.y},
                         toU32(weightColor(context, picture(row, column))));
    }
  }
}

std::string headName(int layer, int head) {
  return fmt::format("layer {}, head {}", layer, head);
}

/// The strongest look at another token: "he” looks at “king”: 0.74".
std::string strongestLook(const AttentionAnswer& answer, const AttentionHead& head) {
  math::Index from = 0, to = 0;
  float most = 0;
  for (math::Index i = 1; i < head.weights.rows(); ++i) {
    for (math::Index j = 1; j < head.weights.cols(); ++j)  // the first token takes what is left over
      if (i != j && head.weights(i, j) > most)
        std::tie(from, to, most) = std::tuple(i, j, head.weights(i, j));
  }
  if (most <= 0) return {};
  return "\nstrongest: “" + tokenWords(answer.tokens[static_cast<std::size_t>(from)].text) + "” looks at “" +
         tokenWords(answer.tokens[static_cast<std::size_t>(to)].text) + "” with weight " +
         base::shownText(static_cast<double>(most), 2);
}

/// The grid of all heads: layers below one another, their heads side by side, both numbered.
struct HeadGrid {
  ImVec2 at;      // of its first picture
  ImVec2 cellPx;  // they fill the room
  float labelPx = 0;
  static constexpr float kGapPx = 3;
  [[nodiscard]] ImVec2 place(int layer, int head) const {
    return {at.x + static_cast<float>(head) * (cellPx.x + kGapPx),
            at.y + static_cast<float>(layer) * (cellPx.y + kGapPx)};
  }
};

/// On a lesson's stage: heads with a habit that has a name, each the one that has it most, and where it
/// stands in the grid.
struct HabitWords {
  HeadHabit habit;
  const char* words;
};
constexpr std::array kHabits{HabitWords{HeadHabit::Before, "the word before"},
                             HabitWords{HeadHabit::Itself, "itself"},
                             HabitWords{HeadHabit::First, "the start"}};

using NamedHeads = std::array<std::optional<std::size_t>, kHabits.size()>;  // patterns, by habit

NamedHeads namedHeads(const AttentionAnswer& answer) {
  NamedHeads named;
  std::ranges::transform(kHabits, named.begin(),
                         [&](const HabitWords& habit) { return headOfHabit(answer, habit.habit); });
  return named;
}

/// `on`: it is framed.
void drawHead(PanelContext& context, const AttentionAnswer& answer, const AttentionHead& head,
              const math::RowMatrix& picture, const HeadGrid& grid, bool on) {
  AttentionState& state = context.memory<AttentionState>();
  const ImVec2 at = grid.place(head.layer, head.head);
  ImGui::SetCursorScreenPos(at);
  if (pressArea("head", grid.cellPx)) {
    state.layer = head.layer;
    state.head = head.head;
  }
  const bool hovered = ImGui::IsItemHovered();
  if (hovered) tooltip(headName(head.layer, head.head) + strongestLook(answer, head));
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const ImVec2 end{at.x + grid.cellPx.x, at.y + grid.cellPx.y};
  drawThumbnail(context, picture, {at.x + 2, at.y + 2}, {grid.cellPx.x - 4, grid.cellPx.y - 4});
  if (on || hovered)
    draw.AddRect(at, end, toU32(on ? context.colors.accent : context.colors.axis), 2, 0, on ? 3.0F : 1.0F);
}

void drawNumbers(const PanelContext& context, const AttentionAnswer& answer, const HeadGrid& grid) {
  const AttentionState& state = context.memory<AttentionState>();
  const auto ink = [&](bool on) { return on ? context.colors.accent : context.colors.textDim; };
  for (int head = 0; head < answer.heads; ++head) {
    const std::string label = fmt::to_string(head);
    const ImVec2 at = grid.place(0, head);
    smallText({at.x + (grid.cellPx.x - smallWidth(label)) / 2, at.y - smallHeight() - 2}, label,
              ink(head == state.head));
  }
  for (int layer = 0; layer < answer.layers; ++layer) {
    const std::string label = fmt::to_string(layer);
    const ImVec2 at = grid.place(layer, 0);
    smallText({at.x - smallWidth(label) - 0.3F * em(), at.y + (grid.cellPx.y - smallHeight()) / 2}, label,
              ink(layer == state.layer));
  }
}

/// Framed: those that have a name, or the one that was chosen.
void drawHeads(PanelContext& context, const AttentionAnswer& answer, const NamedHeads* named = nullptr) {
  const AttentionState& state = context.memory<AttentionState>();
  const std::vector<math::RowMatrix>& pictures = thumbnailsOf(context);
  text("layer ↓  head →", context.colors.textDim);
  tooltip(
      "A row for each layer, a small picture for each of its heads: how strongly each token (row) looks at "
      "each other (column).");
  HeadGrid grid;
  grid.labelPx = smallWidth("00") + 0.3F * em();
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const auto side = [](float roomPx, int count) {
    const float fitted = roomPx / static_cast<float>(std::max(1, count)) - HeadGrid::kGapPx;
    return std::floor(std::clamp(fitted, 1.1F * em(), 9 * em()));
  };
  grid.cellPx = {side(room.x - grid.labelPx, answer.heads), side(room.y - smallHeight() - 4, answer.layers)};
  // Not too far from squares, which the patterns are.
  grid.cellPx.x = std::min(grid.cellPx.x, std::floor(2 * grid.cellPx.y));
  grid.cellPx.y = std::min(grid.cellPx.y, std::floor(1.5F * grid.cellPx.x));
  compat::beginChild("heads", {0, 0}, ImGuiWindowFlags_HorizontalScrollbar);
  const ImVec2 from = ImGui::GetCursorScreenPos();
  grid.at = {from.x + grid.labelPx, from.y + smallHeight() + 3};
  for (std::size_t i = 0; i < answer.patterns.size(); ++i) {
    ImGui::PushID(static_cast<int>(i));
    const AttentionHead& head = answer.patterns[i];
    const bool on = named ? std::ranges::find(*named, std::optional(i)) != named->end()
                          : state.layer == head.layer && state.head == head.head;
    drawHead(context, answer, head, pictures[i], grid, on);
    ImGui::PopID();
  }
  drawNumbers(context, answer, grid);
  ImGui::EndChild();
}

void drawChosen(PanelContext& context, const AttentionAnswer& answer) {
  AttentionState& state = context.memory<AttentionState>();
  auto chosen = std::find_if(answer.patterns.begin(), answer.patterns.end(), [&](const AttentionHead& head) {
    return head.layer == state.layer && head.head == state.head;
  });
  if (chosen == answer.patterns.end()) chosen = answer.patterns.begin();
  state.layer = chosen->layer;
  state.head = chosen->head;
  constexpr std::array<std::string_view, 2> kLabels{"arcs", "matrix"};
  constexpr std::array kTips{"Arcs from a token to those that it looks at. Click a token to keep its arcs.",
                             "All weights at once."};
  ImGui::AlignTextToFramePadding();
  text(headName(state.layer, state.head), context.colors.text);
  tooltip("Counted from 0. The weights of a token over all that it looks at, itself among them, sum to 1.");
  ImGui::SameLine(0, em());
  const float width = std::min(9 * em(), ImGui::GetContentRegionAvail().x);
  if (const auto clicked = segmented("figure", kLabels, state.matrix ? 1 : 0, width, kTips))
    state.matrix = *clicked == 1;
  if (state.matrix) {
    drawAttentionMatrix(context, answer, *chosen);
  } else {
    drawAttentionArcs(context, answer, *chosen);
  }
}

void drawHabits(PanelContext& context, const AttentionAnswer& answer, const NamedHeads& named) {
  const LargeLetters letters(stageTimes(1.25F));
  text("A row looks mostly at …", context.colors.textDim);
  const ImVec2 room = ImGui::GetContentRegionAvail(), from = ImGui::GetCursorScreenPos();
  const float pitch = std::floor(room.y / static_cast<float>(kHabits.size()));
  const float side = std::min(pitch - 0.5F * em(), room.x - textWidth(kHabits.front().words) - em());
  for (std::size_t i = 0, shown = 0; i < kHabits.size(); ++i) {
    if (!named[i]) continue;
    const AttentionHead& head = answer.patterns[*named[i]];
    const ImVec2 at{from.x, from.y + pitch * static_cast<float>(shown++)};
    drawThumbnail(context, head.weights, at, {side, side});
    ImGui::GetWindowDrawList()->AddRect(at, {at.x + side, at.y + side}, toU32(context.colors.accent), 2, 0,
                                        2);
    const float left = at.x + side + 0.7F * em(), top = at.y + side / 2 - 1.3F * em();
    textAt({left, top}, kHabits[i].words, context.colors.text);
    textAt({left, top + 1.3F * em()}, headName(head.layer, head.head), context.colors.textDim);
  }
  ImGui::Dummy(room);
}

/// Heads at the left, as large as the stage's height allows; named ones beside.
void drawOnStage(PanelContext& context, const AttentionAnswer& answer) {
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const float aspect = static_cast<float>(answer.heads) / static_cast<float>(std::max(1, answer.layers));
  const NamedHeads named = namedHeads(answer);
  compat::beginChild("side", {std::min(1.04F * aspect * room.y, 0.6F * room.x), 0});
  drawHeads(context, answer, &named);
  ImGui::EndChild();
  ImGui::SameLine(0, em());
  compat::beginChild("habits", {0, 0});
  drawHabits(context, answer, named);
  ImGui::EndChild();
}

bool isWhole(const AttentionAnswer& answer) {
  return static_cast<int>(answer.patterns.size()) == answer.layers * answer.heads;
}

}  // namespace

void drawAttentionPage(PanelContext& context) {
  if (!textOrHint(context,
                  "Which tokens each attention head looks at: a small picture for each head, "
                  "one of them large, and arcs over the text."))
    return;
  const TextState& standing = *context.document().model.text;
  const auto& answer = context.document().model.attention;
  const bool current = answer && answer->text == standing.text;
  AskedFor& asked = context.memory<AttentionState>().asked;
  asked.temperature = context.document().temperature;  // weights do not depend on it
  if (shouldAsk(context, asked, current))
    askForPage(context, AttentionCommand{standing.text, {}, {}}, Asker::Attention);
  drawAskerError(context, Asker::Attention);
  if (!current || !isWhole(*answer)) {
    drawBusy(context);
    if (!context.busy() && !(current && context.onStage()) &&
        flatButton(current ? "all layers and heads" : "read again", context.colors.accent,
                   current ? "Only these were asked for." : "The weights are of another text."))
      context.ask(AttentionCommand{standing.text, {}, {}}, Asker::Attention);
  }
  if (!answer || answer->patterns.empty() || answer->tokens.empty()) return;
  if (answer->patterns.size() == 1) return drawChosen(context, *answer);
  if (context.onStage() && answer->tokens.size() > 1) return drawOnStage(context, *answer);
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const bool beside = room.x > 1.1F * room.y;  // the heads beside the figure, else below it
  const float aspect = static_cast<float>(answer->heads) / static_cast<float>(std::max(1, answer->layers));
  if (!beside) {
    compat::beginChild("chosen", {0, std::round(0.58F * room.y)});
    drawChosen(context, *answer);
    ImGui::EndChild();
    return drawHeads(context, *answer);
  }
  compat::beginChild(
      "side",
      {std::clamp(1.4F * aspect * room.y, 7 * em(), (room.x > 50 * em() ? 0.42F : 0.3F) * room.x), 0});
  drawHeads(context, *answer);
  ImGui::EndChild();
  ImGui::SameLine(0, 0.7F * em());
  compat::beginChild("chosen", {0, 0});
  drawChosen(context, *answer);
  ImGui::EndChild();
}

}  // namespace es::app
