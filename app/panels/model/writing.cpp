#include "app/panels/model/writing.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "app/panels/model/model_text.h"

namespace es::app {

namespace {

constexpr int kPatienceFrames = 5;
constexpr std::array kColumns{StoryColumn::Cold, StoryColumn::Warm};

const Story& columnOf(const StoryState& story, StoryColumn column) {
  return story.columns[static_cast<std::size_t>(column)];
}

// `anew`: a `write` is on its way; the steps share its place in the history.
void startWriting(PanelContext& context, bool anew) {
  WritingState& state = context.memory<WritingState>();
  state.on = true;
  state.step.reset();
  if (anew) state.step = context.state.undoSteps;
  state.steppedAt = anew ? context.in.document.revision() : 0;
  state.waitedFrames = 0;
}

}  // namespace

const StoryState* storyOf(const PanelContext& context) {
  return context.document().model.story.get();
}

bool storiesEnded(const PanelContext& context) {
  const StoryState& story = *storyOf(context);
  return std::all_of(kColumns.begin(), kColumns.end(),
                     [&](StoryColumn column) { return storyEnded(context, columnOf(story, column)); });
}

bool beginStory(PanelContext& context) {
  const auto seed = seedOfText(context, context.memory<WritingState>().seed, Asker::Story);
  if (!seed) return false;
  context.ask(WriteCommand{context.memory<ModelTextState>().text, seed}, Asker::Story);
  return true;
}

bool storyIsOfText(const PanelContext& context) {
  const StoryState* story = storyOf(context);
  return story && columnOf(*story, StoryColumn::Warm).prompt == context.memory<ModelTextState>().text;
}

void nextSeed(PanelContext& context) {
  const auto seed = seedOfText(context, context.memory<WritingState>().seed, Asker::Story);
  if (!seed) return;
  context.memory<WritingState>().seed = fmt::to_string(*seed + 1);
  if (beginStory(context)) startWriting(context, true);
}

const Story& shownStory(const PanelContext& context) {
  return columnOf(*storyOf(context), context.memory<WritingState>().column);
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
  WritingState& state = context.memory<WritingState>();
  if (!context.languageModel() || context.readsBothWays()) return;
  if (state.on) {
    state.on = false;
    return;
  }
  const bool anew = !storyIsOfText(context);
  if (!anew && storiesEnded(context)) return;  // it would only write the same again
  if (anew && !beginStory(context)) return;
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
  WritingState& state = context.memory<WritingState>();
  if (!state.on || context.busy()) return;
  const std::uint64_t revision = context.in.document.revision();
  if (revision == state.steppedAt) {  // the last step is on its way, or it failed
    if (++state.waitedFrames > kPatienceFrames) state.on = false;
    return;
  }
  if (!storyOf(context) || storiesEnded(context)) {
    state.on = false;
    return;
  }
  state.steppedAt = revision;
  state.waitedFrames = 0;
  stepStory(context, state.step == context.state.undoSteps);
  state.step = context.state.undoSteps;
}

void followWriting(PanelContext& context) {
  WritingState& state = context.memory<WritingState>();
  const ModelState& model = context.document().model;
  if (state.seenModel != model.model) state.on = false;
  if (state.marked) {  // only while it is on the story's path
    const std::vector<int> path = model.story ? shownStory(context).path() : std::vector<int>{};
    if (std::ranges::find(path, *state.marked) == path.end()) state.marked.reset();
  }
  state.seenModel = model.model;
  const std::uint64_t seed = model.story ? model.story->seed : state.seenSeed;
  if (seed != state.seenSeed) state.seed = fmt::to_string(seed);
  state.seenSeed = seed;
}

void markToken(PanelContext& context, StoryColumn column, int node) {
  WritingState& state = context.memory<WritingState>();
  const bool again = state.column == column && state.marked == node;
  state.column = column;
  state.marked = again ? std::nullopt : std::optional(node);
}

void branchAtMark(PanelContext& context) {
  WritingState& state = context.memory<WritingState>();
  if (!state.marked) return;
  state.on = false;
  const Story& story = shownStory(context);
  const int parent = story.nodes[static_cast<std::size_t>(*state.marked)].parent;
  context.ask(VisitCommand{std::max(0, parent), state.column}, Asker::Story);
  state.marked.reset();
}

void takeWritingKey(PanelContext& context, unsigned typed) {
  const bool free = storyOf(context) && !context.busy();
  if (typed == 'w') toggleWriting(context);
  if (typed == '.' && free) stepStory(context);
  if (typed == ',' && free) backStory(context);
}

}  // namespace es::app
