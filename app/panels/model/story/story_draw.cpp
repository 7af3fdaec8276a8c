#include "app/panels/model/story/story_draw.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/panels/model/next_word.h"
#include "app/panels/model/sampler_rows.h"
#include "app/panels/model/story/story_figures.h"
#include "app/panels/model/writing.h"
#include "app/panels/widgets/large_font.h"
#include "app/panels/widgets/probability_bars.h"
#include "app/panels/widgets/token_boxes.h"
#include "app/panels/widgets/widgets.h"
#include "base/number_text.h"
#include "math/sampling/largest.h"

namespace es::app {

namespace {

/// What a draw chose from, kept until another node of the story is looked at.
struct DrawnFrom {
  std::shared_ptr<const StoryState> story;
  int column = -1, node = -1;
  math::SamplerSettings settings;
  math::SamplingDistribution sampled;
  std::vector<int> ranked;
  int shownNode = -1;  // the list has been scrolled to what this node took
};

constexpr std::size_t kCandidates = 12;

// The node whose distribution shows: the one that the last token was drawn from; at the prompt, what follows
// it.
int sourceOf(const Story& story) {
  return story.at > 0 ? story.nodes[static_cast<std::size_t>(story.at)].parent : 0;
}

math::SamplerSettings settingsOf(const PanelContext& context, const Story& story) {
  if (story.at > 0 && !story.nodes[static_cast<std::size_t>(story.at)].chosen)
    return story.nodes[static_cast<std::size_t>(story.at)].settings;
  math::SamplerSettings settings = samplerInForce(context.document());
  settings.temperature = storyTemperature(context, context.memory<WritingState>().column);
  return settings;
}

const DrawnFrom* drawnFrom(PanelContext& context) {
  DrawnFrom& kept = context.memory<DrawnFrom>();
  const Story& story = shownStory(context);
  const int column = static_cast<int>(context.memory<WritingState>().column), node = sourceOf(story);
  const auto& logits = story.nodes[static_cast<std::size_t>(node)].logits;
  if (!logits || logits->empty()) return nullptr;
  const math::SamplerSettings settings = settingsOf(context, story);
  const auto& state = context.document().model.story;
  if (kept.story == state && kept.column == column && kept.node == node && kept.settings == settings)
    return &kept;
  kept = {state, column, node, settings, math::samplingDistribution(*logits, settings), {}, -1};
  kept.ranked = math::largest(kept.sampled.probabilities, kCandidates);
  std::erase_if(kept.ranked,
                [&](int id) { return kept.sampled.probabilities[static_cast<std::size_t>(id)] <= 0; });
  return &kept;
}

void drawNeedle(const PanelContext& context, float xPx, float topPx, float bottomPx) {
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const float half = 0.3F * em();
  const ImU32 color = toU32(context.colors.text);
  draw.AddLine({xPx, topPx}, {xPx, bottomPx}, color, 2);
  draw.AddTriangleFilled({xPx - half, topPx - half}, {xPx + half, topPx - half}, {xPx, topPx + half}, color);
}

Color segmentColor(const PanelContext& context, const DrawnFrom& drawn, const StripSegment& segment,
                   bool odd) {
  if (segment.token < 0) return context.colors.panelBorder;
  const auto p = static_cast<float>(drawn.sampled.probabilities[static_cast<std::size_t>(segment.token)]);
  const Color color = mix(context.colors.probabilityLow, context.colors.probabilityHigh, p);
  return odd ? mix(color, context.colors.panel, 0.25F) : color;
}

// The strip from 0 to 1 with a stretch for each token that was kept, in the order of their ids.
void drawStrip(PanelContext& context, const DrawnFrom& drawn, const StoryNode& node, bool hasNeedle) {
  const float width = ImGui::GetContentRegionAvail().x - 0.6F * em(), height = 1.1F * em();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float left = at.x + 0.3F * em(), top = at.y + 0.7F * em();
  ImGui::Dummy({width, height + 2.0F * em()});
  tooltip(
      "The cumulative strip: every token that may be drawn has a stretch as long as its probability, in the "
      "order of their numbers. A number drawn between 0 and 1, the needle, falls on one of them. Grey: many "
      "short stretches together.");
  const int hit = hasNeedle ? node.token : -1;
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  bool odd = false;
  for (const StripSegment& segment : cumulativeStrip(drawn.sampled.probabilities, 2.0 / width, hit)) {
    const float x0 = left + width * static_cast<float>(segment.begin);
    const float x1 = left + width * static_cast<float>(segment.end);
    draw.AddRectFilled({x0, top}, {std::max(x0 + 0.5F, x1 - (x1 - x0 > 4 ? 1.0F : 0.0F)), top + height},
                       toU32(segmentColor(context, drawn, segment, odd)));
    odd = !odd;
    if (segment.token < 0) continue;
    const std::string label = tokenLabel(*context.languageModel(), segment.token);
    const float labelWidth = smallWidth(label);
    if (labelWidth + 4 < x1 - x0) {
      smallText({(x0 + x1 - labelWidth) / 2, top + (height - smallHeight()) / 2}, label,
                context.colors.textInverse);
    }
  }
  if (!hasNeedle) return;
  const float x = left + width * static_cast<float>(node.draw);
  drawNeedle(context, x, top - 0.2F * em(), top + height);
  const std::string label =
      base::shownText(node.draw) + " falls on “" + tokenLabel(*context.languageModel(), node.token) + "”";
  const float labelWidth = smallWidth(label);
  smallText({std::clamp(x - labelWidth / 2, left, std::max(left, left + width - labelWidth)),
             top + height + 0.1F * em()},
            label, context.colors.text);
}

// Goes on with another token than the one that was drawn.
void branch(PanelContext& context, const DrawnFrom& drawn, int id) {
  const StoryColumn column = context.memory<WritingState>().column;
  context.memory<WritingState>().on = false;
  const bool elsewhere = shownStory(context).at != drawn.node;
  if (elsewhere) context.ask(VisitCommand{drawn.node, column}, Asker::Story);
  context.ask(ChooseCommand{fmt::format("#{}", id), column}, Asker::Story, elsewhere);
}

struct Candidate {
  int id = 0;
  std::string label;
  bool taken = false;
};

void drawCandidate(PanelContext& context, const DrawnFrom& drawn, const Candidate& candidate,
                   const ProbabilityColumns& columns, float height) {
  const auto [id, label, taken] = candidate;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::PushID(id);
  if (pressArea("candidate", {columns.width, height})) branch(context, drawn, id);
  ImGui::PopID();
  if (ImGui::IsItemHovered() || taken) {
    ImGui::GetWindowDrawList()->AddRectFilled(
        {at.x - 0.2F * em(), at.y}, {at.x + columns.width, at.y + height},
        ImGui::GetColorU32(taken ? ImGuiCol_Header : ImGuiCol_HeaderHovered), 3);
  }
  tokenTip(context, id, "Click: a branch that goes on with this token.");
  markWordOf(context, id);
  textAt({at.x, at.y + 0.1F * em()}, elided(label, columns.labelPx), context.colors.text);
  const double largest = drawn.sampled.probabilities[static_cast<std::size_t>(drawn.ranked.front())];
  drawProbability(context, drawn.sampled.probabilities[static_cast<std::size_t>(id)], largest, columns, at,
                  height);
}

/// The likeliest, and what was taken whatever its rank. `fits`: rows in sight; where the list cannot be
/// scrolled, what was taken stands last in them.
std::vector<Candidate> candidatesOf(const PanelContext& context, const DrawnFrom& drawn, int taken,
                                    std::size_t fits) {
  std::vector<int> ids = drawn.ranked;
  if (taken >= 0 && std::ranges::find(ids, taken) == ids.end()) ids.push_back(taken);
  if (context.onStage() && ids.size() > fits) {
    const bool beyond =
        std::find(ids.begin() + static_cast<std::ptrdiff_t>(fits), ids.end(), taken) != ids.end();
    ids.resize(fits);
    if (beyond) ids.back() = taken;
  }
  std::vector<Candidate> candidates;
  for (const int id : ids) candidates.push_back({id, tokenLabel(*context.languageModel(), id), id == taken});
  return candidates;
}

void drawCandidates(PanelContext& context, const DrawnFrom& drawn, int taken) {
  const float height = ImGui::GetTextLineHeight() + 0.2F * em();
  const float fits = std::max(1.0F, std::floor(ImGui::GetContentRegionAvail().y / height));
  compat::beginChild("candidates", {0, fits * height});  // whole rows
  const std::vector<Candidate> candidates =
      candidatesOf(context, drawn, taken, static_cast<std::size_t>(fits));
  std::vector<std::string> labels;
  for (const Candidate& candidate : candidates) labels.push_back(candidate.label);
  const ProbabilityColumns columns = probabilityColumns(labels, 0);
  const int node = shownStory(context).at;
  const bool moved = std::exchange(context.memory<DrawnFrom>().shownNode, node) != node;
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    drawCandidate(context, drawn, candidates[i], columns, height);
    if (candidates[i].taken && moved)  // in the middle, by whole rows
      ImGui::SetScrollY(height * (static_cast<float>(i) - std::floor(fits / 2)));
  }
  ImGui::PopStyleVar();
  ImGui::EndChild();
}

/// What the shown story has before its last token, its end in so many characters.
std::string beforeLast(const PanelContext& context, const Story& story) {
  std::vector<int> tokens = model::tokenIds(story.pieces);
  for (const int node : story.path()) tokens.push_back(story.nodes[static_cast<std::size_t>(node)].token);
  if (story.at > 0) tokens.pop_back();
  return endOfText(context.languageModel()->tokenizer->display(tokens), 26);
}

std::string headOf(const PanelContext& context, const Story& story, const DrawnFrom& drawn) {
  const StoryNode& node = story.nodes[static_cast<std::size_t>(story.at)];
  if (context.onStage()) return "The last guess, after “" + beforeLast(context, story) + "”";
  if (story.at == 0) return "the first token will be drawn from";
  return (node.chosen ? "chosen by hand from " : "drawn from ") +
         base::groupedText(static_cast<std::uint64_t>(drawn.sampled.keptCount)) + " tokens, like " +
         choicesText(drawn.sampled.entropy) + " equally likely ones";
}

}  // namespace

void drawStoryDraw(PanelContext& context) {
  const DrawnFrom* drawn = drawnFrom(context);
  if (!drawn || drawn->ranked.empty()) return;
  const Story& story = shownStory(context);
  const StoryNode& node = story.nodes[static_cast<std::size_t>(story.at)];
  const LargeLetters letters(context.onStage() ? stageTimes(1.25F) : 1.0F);
  const std::string head = headOf(context, story, *drawn);
  text(elided(head, ImGui::GetContentRegionAvail().x), context.colors.textDim);
  tooltip(head);
  drawStrip(context, *drawn, node, story.at > 0 && !node.chosen);
  drawCandidates(context, *drawn, story.at > 0 ? node.token : -1);
}

}  // namespace es::app
