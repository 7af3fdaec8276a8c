#include "app/panels/model/story/story_tree.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "app/panels/model/story/story_figures.h"
#include "app/panels/model/writing.h"
#include "app/panels/widgets/large_font.h"
#include "app/panels/widgets/token_boxes.h"
#include "app/panels/widgets/widgets.h"
#include "base/number_text.h"

namespace es::app {

namespace {

struct StoryTreeState {
  std::pair<int, int> shownNode{-1, -1};  // it has been scrolled to this column and node
};

struct Tree {
  std::vector<std::string> labels;
  std::vector<float> widths;
  std::vector<TreePlace> places;
  std::vector<bool> onPath;
};

Tree treeOf(const PanelContext& context, const Story& story) {
  Tree tree;
  std::vector<int> parents;
  for (std::size_t i = 0; i < story.nodes.size(); ++i) {
    parents.push_back(story.nodes[i].parent);
    tree.labels.push_back(i == 0 ? "the text" : tokenLabel(*context.languageModel(), story.nodes[i].token));
    tree.widths.push_back(std::round(textWidth(tree.labels.back()) + 0.6F * em()));
  }
  tree.places = treeLayout(parents, tree.widths, 0.7F * em());
  tree.onPath.assign(story.nodes.size(), false);
  tree.onPath[0] = true;
  for (const int node : story.path()) tree.onPath[static_cast<std::size_t>(node)] = true;
  return tree;
}

void drawEdge(const PanelContext& context, const Tree& tree, std::size_t node, std::size_t parent,
              ImVec2 from) {
  const float pitch = 1.5F * em(), middle = 0.6F * em();
  const auto y = [&](std::size_t i) {
    return from.y + pitch * static_cast<float>(tree.places[i].row) + middle;
  };
  const float x0 = from.x + tree.places[parent].xPx + tree.widths[parent];
  const float x1 = from.x + tree.places[node].xPx, turn = std::round((x0 + x1) / 2);
  const bool on = tree.onPath[node];
  const ImU32 color = toU32(on ? context.colors.accent : context.colors.axis);
  const float thickness = on ? 2.0F : 1.0F;
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  if (tree.places[node].row == tree.places[parent].row) {
    draw.AddLine({x0, y(node)}, {x1, y(node)}, color, thickness);
    return;
  }
  const ImVec2 points[4] = {{x0, y(parent)}, {turn, y(parent)}, {turn, y(node)}, {x1, y(node)}};
  draw.AddPolyline(points, 4, color, 0, thickness);
}

void drawNode(PanelContext& context, const Story& story, const Tree& tree, int node, ImVec2 at) {
  const auto index = static_cast<std::size_t>(node);
  const ImVec2 size{tree.widths[index], std::round(1.2F * em())};
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  ImGui::SetCursorScreenPos(at);
  ImGui::PushID(node);
  if (pressArea("node", size)) {
    context.memory<WritingState>().on = false;
    context.ask(VisitCommand{node, context.memory<WritingState>().column}, Asker::Story);
  }
  ImGui::PopID();
  const Palette& colors = context.colors;
  const StoryNode& token = story.nodes[index];
  if (node == 0) {
    tooltip("The text itself. Click: back to it.");
  } else {
    tokenTip(context, token.token,
             "probability " + base::percentText(token.probability) +
                 (token.chosen ? ", chosen by hand" : ", drawn at " + base::shownText(token.draw)) +
                 ". Click: go there.");
    markWordOf(context, token.token);
  }
  const bool here = node == story.at;
  const Color fill = here ? mix(colors.panelRaised, colors.accent, 0.3F)
                          : (ImGui::IsItemHovered() ? colors.panelBorder : colors.panelRaised);
  const ImVec2 end{at.x + size.x, at.y + size.y};
  draw.AddRectFilled(at, end, toU32(fill), 0.25F * em());
  draw.AddRect(at, end, toU32(tree.onPath[index] ? colors.accent : colors.panelBorder), 0.25F * em());
  const Color& ink = node == 0 ? colors.textDim : colors.text;
  textAt({at.x + 0.3F * em(), at.y + 0.1F * em()}, tree.labels[index], ink);
}

float widthOf(const Tree& tree) {
  float width = 0;
  for (std::size_t i = 0; i < tree.places.size(); ++i)
    width = std::max(width, tree.places[i].xPx + tree.widths[i]);
  return width;
}

/// Of a lesson's letters, against the font: as large as still leave the whole tree in sight.
float fittingTimes(const PanelContext& context, const Story& story) {
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const auto fits = [&](float times) {
    const LargeLetters letters(times);
    const Tree tree = treeOf(context, story);
    int rows = 0;
    for (const TreePlace& place : tree.places) rows = std::max(rows, place.row + 1);
    return widthOf(tree) <= room.x && 1.5F * em() * static_cast<float>(rows) <= room.y;
  };
  constexpr std::array kTimes{2.6F, 2.3F, 2.0F, 1.7F, 1.45F, 1.2F};
  return largestFitting(kTimes, 1, fits);
}

/// From the left: so far that the node is whole in sight, and the first box that shows is whole as well.
float scrollTo(const Tree& tree, std::size_t node, float seenPx) {
  const float least = tree.places[node].xPx + tree.widths[node] - seenPx;
  float scroll = 0;
  if (least <= 0) return scroll;
  scroll = tree.places[node].xPx;
  for (std::size_t i = 0; i < tree.places.size(); ++i)
    if (tree.onPath[i] && tree.places[i].xPx >= least) scroll = std::min(scroll, tree.places[i].xPx);
  return scroll;
}

}  // namespace

bool storyBranches(const PanelContext& context) {
  const Story& story = shownStory(context);
  std::vector<int> parents;
  for (std::size_t i = 1; i < story.nodes.size(); ++i) parents.push_back(story.nodes[i].parent);
  std::ranges::sort(parents);
  return std::ranges::adjacent_find(parents) != parents.end();
}

void drawStoryTree(PanelContext& context) {
  const Story& story = shownStory(context);
  const LargeLetters letters(context.onStage() ? fittingTimes(context, story) : 1.0F);
  const Tree tree = treeOf(context, story);
  ImVec2 from = ImGui::GetCursorScreenPos();
  from.y += 2;  // the boxes' upper edges
  const float pitch = 1.5F * em();
  const float width = widthOf(tree);
  float height = 0;
  for (std::size_t i = 0; i < tree.places.size(); ++i) {
    if (i > 0) drawEdge(context, tree, i, static_cast<std::size_t>(story.nodes[i].parent), from);
    height = std::max(height, pitch * static_cast<float>(tree.places[i].row + 1));
  }
  for (std::size_t i = 0; i < tree.places.size(); ++i) {
    drawNode(context, story, tree, static_cast<int>(i),
             {from.x + tree.places[i].xPx, from.y + pitch * static_cast<float>(tree.places[i].row)});
  }
  const auto at = static_cast<std::size_t>(story.at);
  const float scroll = scrollTo(tree, at, ImGui::GetContentRegionAvail().x);
  ImGui::SetCursorScreenPos(from);
  ImGui::Dummy({std::max(width, scroll > 0 ? scroll + ImGui::GetWindowWidth() : 0), height});
  const std::pair shown{static_cast<int>(context.memory<WritingState>().column), story.at};
  if (std::exchange(context.memory<StoryTreeState>().shownNode, shown) == shown) return;
  const TreePlace& here = tree.places[at];
  ImGui::SetScrollX(scroll);
  ImGui::SetScrollFromPosY(from.y - ImGui::GetWindowPos().y + pitch * static_cast<float>(here.row), 0.5F);
}

}  // namespace es::app
