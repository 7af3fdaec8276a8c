#include "app/panels/model/write_page.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/panels/layout/dock.h"
#include "app/panels/model/sampler_rows.h"
#include "app/panels/widgets/widgets.h"
#include "base/number_text.h"

namespace es::app {

namespace {

constexpr int kPatienceFrames = 5;
constexpr std::array kColumns{StoryColumn::Cold, StoryColumn::Warm};

const StoryState* storyOf(const PanelContext& context) {
  return context.document().model.story.get();
}

const Story& columnOf(const StoryState& story, StoryColumn column) {
  return story.columns[static_cast<std::size_t>(column)];
}

bool allEnded(const PanelContext& context) {
  const StoryState& story = *storyOf(context);
  return std::all_of(kColumns.begin(), kColumns.end(),
                     [&](StoryColumn column) { return storyEnded(context, columnOf(story, column)); });
}

bool begin(PanelContext& context) {
  const auto seed = seedOfText(context, context.state.model.seedText, Asker::Story);
  if (!seed) return false;
  context.ask(WriteCommand{context.state.model.text, seed}, Asker::Story);
  return true;
}

// `anew`: a `write` is on its way; the steps share its place in the history.
void startWriting(PanelContext& context, bool anew) {
  ModelPanelState& state = context.state.model;
  state.writing = true;
  state.writingMerges = anew;
  state.steppedAt = anew ? context.in.document.revision() : 0;
  state.waitedFrames = 0;
}

// A story is of the text that stands: a new text begins a new one.
bool standsFor(const PanelContext& context) {
  const StoryState* story = storyOf(context);
  return story && columnOf(*story, StoryColumn::Warm).prompt == context.state.model.text;
}

void nextSeed(PanelContext& context) {
  const auto seed = seedOfText(context, context.state.model.seedText, Asker::Story);
  if (!seed) return;
  context.state.model.seedText = std::to_string(*seed + 1);
  if (begin(context)) startWriting(context, true);
}

void drawSeed(PanelContext& context) {
  ModelPanelState& state = context.state.model;
  text("seed", context.colors.textDim);
  ImGui::SameLine(0, 0.3f * em());
  TextBoxSpec spec;
  spec.widthPx = 3 * em();
  const TextBoxEvents events = textBox(context.state.keyboard, "##storyseed", state.seedText, spec);
  tooltip("The same seed draws the same tokens on every machine. Enter begins anew with it.");
  if (events.edited) context.textChanged(Asker::Story);
  if (events.entered) begin(context);
  ImGui::SameLine(0, 0);
  if (flatButton("next", context.colors.text, "Begin anew with the next seed.")) nextSeed(context);
}

void drawControls(PanelContext& context, bool parts) {
  ModelPanelState& state = context.state.model;
  const bool has = storyOf(context) != nullptr;
  const bool over = has && standsFor(context) && allEnded(context);
  const char* tip = over ? "Both columns are at their end: go back, or take the next seed or another text."
                    : state.writing ? "Stop (w)."
                                    : "Go on until the text ends or you stop it (w).";
  if (flatButton(state.writing ? "stop" : "write", context.colors.accent, tip, state.writing || !over))
    toggleWriting(context);
  ImGui::SameLine(0, 0);
  if (flatButton("step", context.colors.text, "One token more in both columns (.).", !context.busy())) {
    if (standsFor(context))
      stepStory(context);
    else
      begin(context);
  }
  ImGui::SameLine(0, 0);
  if (flatButton("back", context.colors.text, "One token back; what was written stays in the tree (,).",
                 has && !context.busy()))
    backStory(context);
  ImGui::SameLine(0, 0.6f * em());
  ImGui::AlignTextToFramePadding();
  drawSeed(context);
  if (!parts) return;
  constexpr std::array kLabels{"texts", "draw", "tree"};
  constexpr std::array kTips{"The two continuations.", "Where the last draw fell, and what it chose from.",
                             "All continuations that were written so far."};
  ImGui::SameLine(0, 0.4f * em());
  if (ImGui::GetContentRegionAvail().x < 6.8f * em()) ImGui::NewLine();
  const float width = std::min(9.5f * em(), ImGui::GetContentRegionAvail().x);
  if (const auto part = segmented("part", kLabels, static_cast<int>(state.part), width, kTips))
    state.part = static_cast<StoryPart>(*part);
}

void drawAll(PanelContext& context) {
  const float room = ImGui::GetContentRegionAvail().y;
  drawStoryTexts(context, std::max(5 * em(), room - 12.5f * em()));
  const float half = std::round(ImGui::GetContentRegionAvail().x / 2 - 0.4f * em());
  compat::beginChild("draw", {half, 0});
  drawStoryDraw(context);
  ImGui::EndChild();
  ImGui::SameLine(0, 0.8f * em());
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

}  // namespace

const Story& shownStory(const PanelContext& context) {
  return columnOf(*storyOf(context), context.state.model.column);
}

bool storyAtEnd(const PanelContext& context, const Story& story) {
  const int last = story.nodes[static_cast<std::size_t>(story.at)].token;
  return story.at > 0 && context.languageModel()->tokenizer->isEnd(last);
}

bool storyEnded(const PanelContext& context, const Story& story) {
  const std::size_t length = story.pieces.size() + story.path().size();
  return length >= static_cast<std::size_t>(context.languageModel()->config().context) ||
         storyAtEnd(context, story);
}

double storyTemperature(const PanelContext& context, StoryColumn column) {
  return column == StoryColumn::Cold ? 0 : context.document().temperature;
}

void toggleWriting(PanelContext& context) {
  ModelPanelState& state = context.state.model;
  if (!context.languageModel()) return;
  if (state.writing) {
    state.writing = false;
    return;
  }
  const bool anew = !standsFor(context);
  if (!anew && allEnded(context)) return;  // it would only write the same again
  if (anew && !begin(context)) return;
  startWriting(context, anew);
}

void stepStory(PanelContext& context, bool continues) {
  const StoryState& story = *storyOf(context);
  const bool coldEnded = storyEnded(context, columnOf(story, StoryColumn::Cold));
  const bool warmEnded = storyEnded(context, columnOf(story, StoryColumn::Warm));
  if (coldEnded && warmEnded) return;
  StepCommand command;
  if (coldEnded) command.column = StoryColumn::Warm;
  if (warmEnded) command.column = StoryColumn::Cold;
  context.ask(command, Asker::Story, continues);
}

void backStory(PanelContext& context) {
  bool continues = false;
  for (const StoryColumn column : kColumns) {
    if (columnOf(*storyOf(context), column).at == 0) continue;
    context.ask(BackCommand{1, column}, Asker::Story, continues);
    continues = true;
  }
}

void goOnWriting(PanelContext& context) {
  ModelPanelState& state = context.state.model;
  if (!state.writing || context.busy()) return;
  const std::uint64_t revision = context.in.document.revision();
  if (revision == state.steppedAt) {  // the last step is on its way, or it failed
    if (++state.waitedFrames > kPatienceFrames) state.writing = false;
    return;
  }
  if (!storyOf(context) || allEnded(context)) {
    state.writing = false;
    return;
  }
  state.steppedAt = revision;
  state.waitedFrames = 0;
  stepStory(context, state.writingMerges);
  state.writingMerges = true;
}

void drawWritePage(PanelContext& context) {
  if (!openModelOrHint(context,
                       "A story goes on from your text, token by token: at temperature 0 and at yours, side "
                       "by side, with every draw and every branch."))
    return;
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
  if (tall) {
    drawAll(context);
  } else {
    drawPart(context, context.state.model.part);
  }
}

}  // namespace es::app
