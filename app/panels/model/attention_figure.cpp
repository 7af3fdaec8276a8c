#include "app/panels/model/attention_figure.h"

#include <algorithm>
#include <cmath>

#include "app/look/token_words.h"
#include "app/panels/widgets/token_boxes.h"
#include "app/panels/widgets/widgets.h"
#include "base/number_text.h"

namespace es::app {

namespace {

struct ArcsState {
  std::optional<int> kept, hovered;              // the token whose arcs stay; the one under the pointer
  std::shared_ptr<const AttentionAnswer> shown;  // the arcs have been scrolled to the last token
};

std::vector<std::string> labelsOf(const AttentionAnswer& answer) {
  std::vector<std::string> labels;
  for (const TokenText& token : answer.tokens) labels.push_back(elided(tokenWords(token.text), 8 * em()));
  return labels;
}

/// The tokens of a text in one line, each with its place.
struct Line {
  std::vector<float> left, width;
  float length = 0;
};

/// Spread over `roomPx` where that is more than they need.
Line lineOf(const std::vector<std::string>& labels, float roomPx) {
  Line line;
  for (const std::string& label : labels) {
    line.left.push_back(line.length);
    line.width.push_back(std::round(std::max(textWidth(label) + 0.6F * em(), smallWidth("0.00"))));
    line.length += line.width.back() + 0.2F * em();
  }
  const float spare = (roomPx - line.length) / static_cast<float>(std::max<std::size_t>(1, labels.size()));
  const float gap = std::floor(std::clamp(spare, 0.0F, 5 * em()));
  for (std::size_t i = 0; i < labels.size(); ++i) line.left[i] += gap * static_cast<float>(i);
  line.length += gap * static_cast<float>(labels.size());
  return line;
}

constexpr float kStrongLook = 0.5F, kFaint = 0.45F;

struct Arc {
  float fromX = 0, toX = 0, weight = 0, alpha = 1;
};

void drawArc(const PanelContext& context, const Arc& arc, float baseY, float room) {
  const auto [fromX, toX, weight, alpha] = arc;
  const float height = std::min(room, 0.5F * std::abs(fromX - toX) + 0.8F * em());
  const float bulge = fromX == toX ? 0.7F * em() : 0;  // a token that looks at itself
  const float strength = arcStrength(weight);
  ImGui::GetWindowDrawList()->AddBezierCubic(
      {fromX + bulge / 3, baseY}, {fromX + bulge, baseY - 1.3F * height},
      {toX - bulge, baseY - 1.3F * height}, {toX - bulge / 3, baseY},
      toU32(context.colors.attention, alpha * strength), 1 + 0.4F * em() * strength * strength);
}

/// The middle of a token's box.
float middleOf(const Line& line, int token, float leftPx) {
  const auto at = static_cast<std::size_t>(token);
  return leftPx + line.left[at] + line.width[at] / 2;
}

void drawArcsOf(const PanelContext& context, const Line& line, const math::RowMatrix& weights, int token,
                ImVec2 from, float room) {
  for (int i = 0; i < static_cast<int>(weights.cols()); ++i) {
    const float weight = weights(token, i);
    if (arcStrength(weight) > 0)
      drawArc(context, {middleOf(line, token, from.x), middleOf(line, i, from.x), weight}, from.y + room,
              0.72F * room);
  }
}

/// Where no token is chosen: faintly, what the others look at with most of their weight, so that a head's
/// habit shows. The first token, which takes what is left over, is left out.
void drawHabit(const PanelContext& context, const Line& line, const math::RowMatrix& weights, int chosen,
               ImVec2 from, float room) {
  for (int i = 1; i < static_cast<int>(weights.rows()); ++i) {
    for (int j = 1; i != chosen && j < static_cast<int>(weights.cols()); ++j) {
      if (i != j && weights(i, j) >= kStrongLook)
        drawArc(context, {middleOf(line, i, from.x), middleOf(line, j, from.x), weights(i, j), kFaint},
                from.y + room, 0.72F * room);
    }
  }
}

struct TokenRow {
  const AttentionAnswer& answer;
  const std::vector<std::string>& labels;
  const Line& line;
  const math::RowMatrix& weights;
  int looking = 0;  // the token whose arcs show
};

// Returns the token under the pointer.
std::optional<int> drawTokens(PanelContext& context, const TokenRow& row, ImVec2 from) {
  std::optional<int> hovered;
  const float height = std::round(1.3F * em());
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  for (int i = 0; i < static_cast<int>(row.labels.size()); ++i) {
    const auto index = static_cast<std::size_t>(i);
    const ImVec2 low{from.x + row.line.left[index], from.y};
    const ImVec2 high{low.x + row.line.width[index], low.y + height};
    ImGui::SetCursorScreenPos(low);
    ImGui::PushID(i);
    if (pressArea("token", {row.line.width[index], height})) {
      auto& kept = context.memory<ArcsState>().kept;
      kept = kept == i ? std::nullopt : std::optional(i);
    }
    ImGui::PopID();
    if (ImGui::IsItemHovered()) hovered = i;
    const bool seen = index < row.answer.seenFrom(static_cast<std::size_t>(row.looking));
    const float weight = seen ? row.weights(row.looking, i) : 0;
    tokenTip(context, row.answer.tokens[index].id,
             seen ? "weight " + base::shownText(static_cast<double>(weight)) : std::string());
    markWordOf(context, row.answer.tokens[index].id);
    draw.AddRectFilled(low, high, toU32(weightColor(context, weight)), 0.25F * em());
    if (i == row.looking) draw.AddRect(low, high, toU32(context.colors.accent), 0.25F * em());
    const Color& ink = seen ? context.colors.text : context.colors.textDim;
    textAt({low.x + 0.3F * em(), low.y + 0.12F * em()}, row.labels[index], ink);
    if (weight < 0.02F) continue;
    const std::string shown = base::shownText(static_cast<double>(weight), 2);
    smallText({(low.x + high.x - smallWidth(shown)) / 2, high.y + 0.1F * em()}, shown, context.colors.text);
  }
  return hovered;
}

}  // namespace

float arcStrength(float weight) {
  constexpr float kLeast = 0.005F, kFloor = 0.22F;
  if (!(weight >= kLeast)) return 0;
  return kFloor + (1 - kFloor) * std::sqrt(std::min(weight, 1.0F));
}

Color weightColor(const PanelContext& context, float weight) {
  const float strength = weight > 0 ? 0.1F + 0.7F * std::sqrt(std::min(weight, 1.0F)) : 0;
  return mix(context.colors.panelRaised, context.colors.attention, strength);
}

void drawAttentionArcs(PanelContext& context, const AttentionAnswer& answer, const AttentionHead& head) {
  compat::beginChild("arcs", {0, 0}, ImGuiWindowFlags_HorizontalScrollbar);
  const std::vector<std::string> labels = labelsOf(answer);
  const Line line = lineOf(labels, ImGui::GetContentRegionAvail().x);
  const ImVec2 from = ImGui::GetCursorScreenPos();
  const float scrollbar = ImGui::GetStyle().ScrollbarSize;
  const float room =
      std::max(2.5F * em(), ImGui::GetWindowHeight() - 2.6F * em() - scrollbar);  // for the arcs
  const int last = static_cast<int>(labels.size()) - 1;
  ArcsState& state = context.memory<ArcsState>();
  if (state.kept && *state.kept > last) state.kept.reset();
  const int looking = std::min(state.hovered.value_or(state.kept.value_or(last)), last);
  if (!state.hovered && !state.kept) drawHabit(context, line, head.weights, looking, from, room);
  drawArcsOf(context, line, head.weights, looking, from, room);
  const ImVec2 tokensAt{from.x, from.y + room};
  state.hovered = drawTokens(context, {answer, labels, line, head.weights, looking}, tokensAt);
  ImGui::SetCursorScreenPos(from);
  ImGui::Dummy({line.length, room + 2.4F * em()});
  const auto& whole = context.document().model.attention;
  if (state.shown != whole) {  // the last token's arcs
    state.shown = whole;
    ImGui::SetScrollX(1e6F);
  }
  ImGui::EndChild();
}

void drawAttentionMatrix(PanelContext& context, const AttentionAnswer& answer, const AttentionHead& head) {
  compat::beginChild("matrix", {0, 0}, ImGuiWindowFlags_HorizontalScrollbar);
  const std::vector<std::string> labels = labelsOf(answer);
  const auto count = static_cast<int>(labels.size());
  float labelPx = 0;
  for (const std::string& label : labels) labelPx = std::max(labelPx, smallWidth(label));
  const ImVec2 from = ImGui::GetCursorScreenPos();
  const float cell = std::floor(
      std::clamp(ImGui::GetContentRegionAvail().y / static_cast<float>(count), 0.9F * em(), 2.6F * em()));
  const float left = from.x + labelPx + 0.4F * em();
  const float side = cell * static_cast<float>(count);
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  ImGui::InvisibleButton("cells", {labelPx + side + labelPx + em(), side});
  const bool tip = beginTip();
  const ImVec2 mouse = ImGui::GetMousePos();
  for (int i = 0; i < count; ++i) {
    const float y = from.y + cell * static_cast<float>(i), textY = y + (cell - smallHeight()) / 2;
    const std::string& label = labels[static_cast<std::size_t>(i)];
    smallText({left - 0.4F * em() - smallWidth(label), textY}, label, context.colors.text);
    for (int j = 0; j < static_cast<int>(answer.seenFrom(static_cast<std::size_t>(i))); ++j) {
      const ImVec2 low{left + cell * static_cast<float>(j), y}, high{low.x + cell - 1, low.y + cell - 1};
      draw.AddRectFilled(low, high, toU32(weightColor(context, head.weights(i, j))));
      const bool under = mouse.x >= low.x && mouse.x <= high.x && mouse.y >= low.y && mouse.y <= high.y;
      if (tip && under) {
        text("\"" + label + "\" looks at \"" + labels[static_cast<std::size_t>(j)] +
             "\": " + base::shownText(static_cast<double>(head.weights(i, j))));
      }
    }
    // Beside the diagonal, or the whole, the same label names the column below it.
    const int beside = answer.bothWays ? count : i + 1;
    smallText({left + cell * static_cast<float>(beside) + 0.2F * em(), textY}, label, context.colors.textDim);
  }
  if (tip) {
    text("A row's token looks at the columns' tokens; the grey label names the column below it.",
         context.colors.textDim);
    endTip();
  }
  ImGui::EndChild();
}

}  // namespace es::app
