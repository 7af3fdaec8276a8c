#include "app/panels/model/story/story_texts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <utility>

#include "app/panels/model/writing.h"
#include "app/panels/widgets/large_font.h"
#include "app/panels/widgets/probability_bars.h"
#include "app/panels/widgets/temperature_track.h"
#include "app/panels/widgets/text_flow.h"
#include "app/panels/widgets/token_boxes.h"
#include "app/panels/widgets/widgets.h"
#include "app/platform/imgui/shown_form.h"
#include "base/display_text.h"
#include "base/number_text.h"

namespace es::app {

namespace {

/// A story's tokens as they are displayed, one piece a token; grows with the story.
struct StoryPieces {
  std::shared_ptr<const model::LanguageModel> model;
  std::vector<int> tokens;
  std::vector<std::string> texts;
  std::size_t displayed = 0;  // bytes of all of them
};
/// By column.
struct StoryTextsState {
  std::array<StoryPieces, 2> pieces;
  std::array<int, 2> shownEnds{-1, -1};  // the texts have been scrolled to these nodes
};

/// One token of a column's text as it is drawn.
struct Piece {
  std::string_view shown;  // without the blanks and line ends before it
  int node = 0;            // 0: of the prompt
  Color color;
};

struct Column {
  StoryColumn column = StoryColumn::Warm;
  std::vector<Piece> pieces;
  std::vector<FlowItem> items;
};

// Display restores capitals by what stands before: a piece is what its token adds to the text so far.
void bringUpToDate(StoryPieces& kept, const PanelContext& context, const std::vector<int>& tokens) {
  const auto& model = context.document().model.model;
  std::size_t same = 0;
  if (kept.model == model)
    while (same < kept.tokens.size() && same < tokens.size() && kept.tokens[same] == tokens[same]) ++same;
  kept.model = model;
  kept.tokens.resize(same);
  kept.texts.resize(same);
  kept.displayed = 0;
  for (const std::string& piece : kept.texts) kept.displayed += piece.size();
  for (std::size_t i = same; i < tokens.size(); ++i) {
    const std::string all = model->tokenizer->display(std::span(tokens).first(i + 1));
    const std::size_t from = std::min(kept.displayed, all.size());
    kept.tokens.push_back(tokens[i]);
    kept.texts.push_back(all.substr(from));
    kept.displayed = from + kept.texts.back().size();
  }
}

void addPiece(Column& column, const std::string& shown, int node, const Color& color, bool afterBlank) {
  FlowItem item;
  const std::size_t from = std::min(shown.find_first_not_of(" \n\r\t"), shown.size());
  const std::string_view lead = std::string_view(shown).substr(0, from);
  item.breaks = static_cast<int>(std::count(lead.begin(), lead.end(), '\n'));
  const auto blanks = std::count(lead.begin(), lead.end(), ' ');
  item.leadPx = textWidth(" ") * static_cast<float>(blanks);
  item.joined = lead.empty() && !afterBlank && !column.items.empty();
  Piece piece{std::string_view(shown).substr(from), node, color};
  while (piece.shown.ends_with('\n') || piece.shown.ends_with('\r')) piece.shown.remove_suffix(1);
  item.widthPx = textWidth(base::displayText(piece.shown));
  column.pieces.push_back(piece);
  column.items.push_back(item);
}

Column columnOf(PanelContext& context, StoryColumn which) {
  const auto index = static_cast<std::size_t>(which);
  const Story& story = context.document().model.story->columns[index];
  const std::vector<int> path = story.path();
  std::vector<int> tokens = model::tokenIds(story.pieces), nodes(tokens.size(), 0);
  for (const int node : path) {
    tokens.push_back(story.nodes[static_cast<std::size_t>(node)].token);
    nodes.push_back(node);
  }
  StoryPieces& kept = context.memory<StoryTextsState>().pieces[index];
  bringUpToDate(kept, context, tokens);
  Column column{which, {}, {}};
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const StoryNode& node = story.nodes[static_cast<std::size_t>(nodes[i])];
    const Color color = nodes[i] == 0 ? context.colors.textDim
                                      : mix(context.colors.probabilityLow, context.colors.probabilityHigh,
                                            static_cast<float>(node.probability));
    const bool afterBlank = i > 0 && (kept.texts[i - 1].empty() ||
                                      std::isspace(static_cast<unsigned char>(kept.texts[i - 1].back())));
    addPiece(column, kept.texts[i], nodes[i], color, afterBlank);
  }
  return column;
}

std::string nodeTip(const StoryNode& node) {
  std::string tip = "probability " + base::percentText(node.probability) + ", chosen as if among " +
                    choicesText(node.entropy) + " equally likely tokens";
  tip += node.chosen ? "; chosen by hand" : "; drawn at " + base::shownText(node.draw);
  return tip + ". Click: mark it, to go on otherwise from here.";
}

/// The colour on this ground: as far towards the ink of text as it takes to be read.
Color inkOn(const PanelContext& context, const Color& ground, const Color& color) {
  const double kReadable = context.onStage() ? 7 : 4.5;  // WCAG 2.2, AAA for a class, AA
  Color ink = color;
  for (float share = 0.25F; share <= 1 && contrastRatio(ground, ink) < kReadable; share += 0.25F)
    ink = mix(color, context.colors.text, share);
  return ink;
}

void drawPiece(PanelContext& context, const Column& column, std::size_t i, ImVec2 at) {
  const Piece& piece = column.pieces[i];
  const Story& story = context.document().model.story->columns[static_cast<std::size_t>(column.column)];
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const float height = ImGui::GetTextLineHeight();
  Color ground = context.colors.panel;
  if (piece.node > 0 && column.items[i].widthPx > 0) {
    ImGui::SetCursorScreenPos(at);
    ImGui::PushID(static_cast<int>(i));
    if (pressArea("piece", {column.items[i].widthPx, height})) markToken(context, column.column, piece.node);
    ImGui::PopID();
    const StoryNode& node = story.nodes[static_cast<std::size_t>(piece.node)];
    const bool hovered = ImGui::IsItemHovered();
    tokenTip(context, node.token, nodeTip(node));
    markWordOf(context, node.token);
    const WritingState& writing = context.memory<WritingState>();
    const bool chosen = column.column == writing.column, last = piece.node == story.at && chosen;
    if (chosen && writing.marked == piece.node) {  // a caret before it: a branch would begin here
      draw.AddRectFilled({at.x - 0.18F * em(), at.y - 1}, {at.x - 0.06F * em(), at.y + height + 1},
                         toU32(context.colors.difference));
      draw.AddRectFilled({at.x - 1, at.y}, {at.x + column.items[i].widthPx + 1, at.y + height},
                         toU32(context.colors.difference, 0.3F), 2);
      ground = mix(ground, context.colors.difference, 0.3F);
    }
    if (hovered || last) {
      ground = mix(ground, context.colors.accent, last ? 0.28F : 0.18F);
      draw.AddRectFilled({at.x - 1, at.y}, {at.x + column.items[i].widthPx + 1, at.y + height},
                         toU32(context.colors.accent, last ? 0.28F : 0.18F), 2);
    }
  }
  const std::string shown = base::displayText(piece.shown);
  textAt(at, shown, inkOn(context, ground, piece.color));
}

std::string howDrawn(const PanelContext& context, const Story& story, StoryColumn which) {
  if (which == StoryColumn::Cold) return "always the likeliest: T = 0";
  const double now = storyTemperature(context, which);
  const std::vector<int> path = story.path();
  const bool throughout = std::all_of(path.begin(), path.end(), [&](int node) {
    return story.nodes[static_cast<std::size_t>(node)].settings.temperature == now;
  });
  return (throughout ? "drawn by lot: T = " : "drawn by lot: T now ") + temperatureText(now);
}

std::string headText(const PanelContext& context, const Story& story, StoryColumn which) {
  std::string head = howDrawn(context, story, which);
  if (context.onStage()) return head;
  const auto written = story.path().size();
  head += fmt::format(" · {} token{}", written, written == 1 ? "" : "s");
  if (storyAtEnd(context, story)) {
    head += " · the end";
  } else if (storyEnded(context, story)) {
    head += fmt::format(" · all {} that fit", context.languageModel()->config().context);
  }
  return head;
}

void drawHead(PanelContext& context, StoryColumn which) {
  const Story& story = context.document().model.story->columns[static_cast<std::size_t>(which)];
  const std::string head = headText(context, story, which);
  const bool on = context.memory<WritingState>().column == which;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const LargeLetters letters(context.onStage() ? stageTimes(1.2F) : 1.0F);
  const ImVec2 size{ImGui::GetContentRegionAvail().x, ImGui::GetTextLineHeight()};
  if (pressArea("head", size)) context.memory<WritingState>().column = which;
  const Color& ink = on || ImGui::IsItemHovered() ? context.colors.accent : context.colors.textDim;
  tooltip("Click: show this column's draw and tree.");
  textAt(at, elided(head, size.x), ink);
}

std::vector<FlowPlace> placesOf(const Column& column, float widthPx) {
  return flowLayout(column.items, widthPx - 0.3F * em());
}

/// Of both columns' letters, against the font: as large as still leave both texts whole in sight.
float fittingTimes(PanelContext& context, ImVec2 room) {
  constexpr std::array kTimes{1.7F, 1.45F, 1.2F};
  const auto fits = [&](float times) {
    const LargeLetters letters(times);
    return std::ranges::all_of(std::array{StoryColumn::Cold, StoryColumn::Warm}, [&](StoryColumn which) {
      const std::vector<FlowPlace> places = placesOf(columnOf(context, which), room.x);
      const float rows = places.empty() ? 0 : static_cast<float>(places.back().row + 1);
      return rows * std::round(1.25F * em()) <= room.y;
    });
  };
  return largestFitting(kTimes, 1, fits);
}

/// A column's text in this window, scrolled to its end when that is new.
void drawPieces(PanelContext& context, StoryColumn which, float times) {
  const LargeLetters letters(times);
  const Column column = columnOf(context, which);
  const std::vector<FlowPlace> places = placesOf(column, ImGui::GetContentRegionAvail().x);
  const float pitch = std::round(1.25F * em());
  const ImVec2 from = ImGui::GetCursorScreenPos();
  for (std::size_t i = 0; i < places.size(); ++i) {
    drawPiece(context, column, i,
              {from.x + places[i].xPx, from.y + pitch * static_cast<float>(places[i].row)});
  }
  const float height = places.empty() ? 0 : pitch * static_cast<float>(places.back().row + 1);
  ImGui::SetCursorScreenPos({from.x, from.y});
  ImGui::Dummy({1, height});
  int& shown = context.memory<StoryTextsState>().shownEnds[static_cast<std::size_t>(which)];
  const int end = context.document().model.story->columns[static_cast<std::size_t>(which)].at;
  if (std::exchange(shown, end) != end) ImGui::SetScrollHereY(1);
}

void drawColumn(PanelContext& context, StoryColumn which, ImVec2 size, float times) {
  ImGui::PushID(static_cast<int>(which));
  compat::beginChild("column", size);
  drawHead(context, which);
  const float line = std::round(1.25F * times * em());
  const float room = std::floor(ImGui::GetContentRegionAvail().y / line) * line;  // whole lines
  compat::beginChild("text", {0, std::max(line, room)});
  drawPieces(context, which, times);
  ImGui::EndChild();
  ImGui::EndChild();
  ImGui::PopID();
}

}  // namespace

void drawStoryTexts(PanelContext& context, float heightPx) {
  const float gap = 0.8F * em();
  const float width = std::round((ImGui::GetContentRegionAvail().x - gap) / 2);
  const float head = (context.onStage() ? stageTimes(1.2F) : 1.0F) * ImGui::GetTextLineHeight() +
                     ImGui::GetStyle().ItemSpacing.y;
  const float times = fittingTimes(context, {width, heightPx - head});
  drawColumn(context, StoryColumn::Cold, {width, heightPx}, times);
  ImGui::SameLine(0, gap);
  drawColumn(context, StoryColumn::Warm, {width, heightPx}, times);
}

}  // namespace es::app
