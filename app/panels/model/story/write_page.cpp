#include "app/panels/model/story/write_page.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/panels/model/page_hints.h"
#include "app/panels/model/story/story_draw.h"
#include "app/panels/model/story/story_texts.h"
#include "app/panels/model/story/story_tree.h"
#include "app/panels/model/writing.h"
#include "app/panels/widgets/asker_error.h"
#include "app/panels/widgets/large_font.h"
#include "app/panels/widgets/text_box.h"
#include "app/panels/widgets/token_boxes.h"
#include "app/panels/widgets/widgets.h"

namespace es::app {

namespace {

enum class StoryPart { Texts, Draw, Tree };
struct WritePageState {
  StoryPart part = StoryPart::Texts;  // the one that shows where there is no room for all
};

void drawSeed(PanelContext& context) {
  WritingState& state = context.memory<WritingState>();
  text("seed", context.colors.textDim);
  ImGui::SameLine(0, 0.3F * em());
  TextBoxSpec spec;
  spec.widthPx = 3 * em();
  const TextBoxEvents events = textBox(context.state.keyboard, "##storyseed", state.seed, spec);
  tooltip("The same seed draws the same tokens on every machine. Enter begins anew with it.");
  if (events.edited) context.textChanged(Asker::Story);
  if (events.entered) beginStory(context);
  ImGui::SameLine(0, 0);
  if (flatButton("next", context.colors.text, "Begin anew with the next seed.")) nextSeed(context);
}

void drawControls(PanelContext& context, bool parts) {
  WritingState& state = context.memory<WritingState>();
  const bool has = storyOf(context) != nullptr;
  const bool over = has && storyIsOfText(context) && storiesEnded(context);
  const char* tip = over ? "Both columns are at their end: go back, or take the next seed or another text."
                    : state.on ? "Stop (w)."
                               : "Go on until the text ends or you stop it (w).";
  if (flatButton(state.on ? "stop" : "write", context.colors.accent, tip, state.on || !over))
    toggleWriting(context);
  ImGui::SameLine(0, 0);
  if (flatButton("step", context.colors.text, "One token more in both columns (.).", !context.busy())) {
    if (storyIsOfText(context)) {
      stepStory(context);
    } else {
      beginStory(context);
    }
  }
  ImGui::SameLine(0, 0);
  if (flatButton("back", context.colors.text, "One token back; what was written stays in the tree (,).",
                 has && !context.busy()))
    backStory(context);
  ImGui::SameLine(0, 0.6F * em());
  ImGui::AlignTextToFramePadding();
  drawSeed(context);
  if (!parts) return;
  StoryPart& shown = context.memory<WritePageState>().part;
  constexpr std::array<std::string_view, 3> kLabels{"texts", "draw", "tree"};
  constexpr std::array kTips{"The two continuations.", "Where the last draw fell, and what it chose from.",
                             "All continuations that were written so far."};
  ImGui::SameLine(0, 0.4F * em());
  if (ImGui::GetContentRegionAvail().x < 6.8F * em()) ImGui::NewLine();
  const float width = std::min(9.5F * em(), ImGui::GetContentRegionAvail().x);
  if (const auto part = segmented("part", kLabels, static_cast<int>(shown), width, kTips))
    shown = static_cast<StoryPart>(*part);
}

/// The marked token, and the button that asks.
void drawBranch(PanelContext& context) {
  const WritingState& state = context.memory<WritingState>();
  if (!state.marked) {
    // One line that explains the colours, in them.
    text("Your text", context.colors.textDim);
    ImGui::SameLine(0, 0);
    text(" · an unlikely token", context.colors.probabilityLow);
    ImGui::SameLine(0, 0);
    text(" · a likely one", context.colors.probabilityHigh);
    const std::string click = "Click a token to go on otherwise from it.";
    ImGui::SameLine(0, em());
    if (ImGui::GetContentRegionAvail().x < textWidth(click)) ImGui::NewLine();
    text(click, context.colors.textDim);
    return;
  }
  const StoryNode& node = shownStory(context).nodes[static_cast<std::size_t>(*state.marked)];
  ImGui::AlignTextToFramePadding();
  text("A branch would begin in place of “" + tokenLabel(*context.languageModel(), node.token) + "”.",
       context.colors.difference);
  ImGui::SameLine();
  const bool branches = textButton("Branch here");
  tooltip("The text goes back to before this token; what was written stays in the tree.");
  ImGui::SameLine();
  if (textButton("Keep")) context.memory<WritingState>().marked.reset();
  tooltip("Leaves the story as it is.");
  if (branches) branchAtMark(context);
}

void drawAll(PanelContext& context) {
  const float room = ImGui::GetContentRegionAvail().y;
  drawStoryTexts(context, std::max(5 * em(), room - 12.5F * em()));
  const float half = std::round(ImGui::GetContentRegionAvail().x / 2 - 0.4F * em());
  // The draw stands below the story that it belongs to, the same story's tree beside it.
  const bool cold = context.memory<WritingState>().column == StoryColumn::Cold;
  const auto drawDraw = [&](float widthPx) {
    compat::beginChild("draw", {widthPx, 0});
    drawStoryDraw(context);
    ImGui::EndChild();
  };
  const auto drawTree = [&](float widthPx) {
    ImGui::BeginGroup();
    text(cold ? "all that was written at T = 0" : "all that was written at your temperature",
         context.colors.textDim);
    compat::beginChild("tree", {widthPx, 0}, ImGuiWindowFlags_HorizontalScrollbar);
    drawStoryTree(context);
    ImGui::EndChild();
    ImGui::EndGroup();
  };
  if (cold) {
    drawDraw(half);
  } else {
    drawTree(half);
  }
  ImGui::SameLine(0, 0.8F * em());
  if (cold) {
    drawTree(0);
  } else {
    drawDraw(0);
  }
}

/// A lesson's: the texts, and below them the branches where there are any, else the last draw.
void drawOnStage(PanelContext& context) {
  const float room = ImGui::GetContentRegionAvail().y;
  const bool branched = storyBranches(context);
  drawStoryTexts(context, std::round((branched ? 0.42F : 0.52F) * room));
  if (!branched) return drawStoryDraw(context);
  {
    const LargeLetters letters(stageTimes(1.2F));
    text("All that was written, branch by branch", context.colors.textDim);
  }
  compat::beginChild("tree", {0, 0}, ImGuiWindowFlags_HorizontalScrollbar);
  drawStoryTree(context);
  ImGui::EndChild();
}

void drawPart(PanelContext& context, StoryPart part) {
  if (part == StoryPart::Texts) return drawStoryTexts(context, ImGui::GetContentRegionAvail().y);
  if (part == StoryPart::Draw) return drawStoryDraw(context);
  compat::beginChild("tree", {0, 0}, ImGuiWindowFlags_HorizontalScrollbar);
  drawStoryTree(context);
  ImGui::EndChild();
}

/// A reader writes nothing.
void drawNoWriter(PanelContext& context) {
  wrapped("The open model reads both ways and guesses gaps: it has no next token to write.",
          context.colors.textDim);
  if (textButton("open the story model")) context.ask(OpenCommand{"story", {}, {}}, Asker::Open);
  tooltip("It reads from left to right, and writes.");
}

}  // namespace

void drawWritePage(PanelContext& context) {
  if (!openModelOrHint(context,
                       "A story goes on from your text, token by token: at temperature 0 and at yours, side "
                       "by side, with every draw and every branch."))
    return;
  if (context.readsBothWays()) return drawNoWriter(context);
  if (context.onStage() && storyOf(context)) return drawOnStage(context);
  const bool tall = ImGui::GetContentRegionAvail().y > 20 * em();
  drawControls(context, !tall);
  drawAskerError(context, Asker::Story);
  if (!storyOf(context)) {
    wrapped(
        "write goes on from the text, at T = 0 on the left and at the temperature in force on the "
        "right; then each token's draw and the tree of continuations show too.",
        context.colors.textDim);
    drawBusy(context);
    return;
  }
  drawBranch(context);
  if (tall) {
    drawAll(context);
  } else {
    drawPart(context, context.memory<WritePageState>().part);
  }
}

}  // namespace es::app
