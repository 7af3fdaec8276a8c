#include <fmt/format.h>

#include <algorithm>

#include "app/document/continuation.h"
#include "app/document/model_questions.h"
#include "app/evaluate/evaluate.h"
#include "app/evaluate/work_sizes.h"
#include "base/error.h"
#include "base/number_text.h"
#include "base/progress.h"

namespace es::app {

namespace {

const StoryNode& nodeAt(const Story& story) {
  return story.nodes[static_cast<std::size_t>(story.at)];
}

std::string columnName(StoryColumn column) {
  return column == StoryColumn::Cold ? "cold" : "warm";
}

/// The state's story, to be changed: nobody else has this copy.
StoryState storyOf(const DocumentState& state) {
  openWriter(state.model);
  if (!state.model.story) throw Error("no story is begun; try: write TEXT");
  return *state.model.story;
}

Story& columnOf(StoryState& state, StoryColumn column) {
  return state.columns[static_cast<std::size_t>(column)];
}

/// The tokens from the prompt's first to those of a node.
std::vector<int> tokensTo(const Story& story) {
  std::vector<int> tokens = model::tokenIds(story.pieces);
  for (const int node : story.path()) tokens.push_back(story.nodes[static_cast<std::size_t>(node)].token);
  return tokens;
}

/// Writes one column of a story.
class Writer {
 public:
  Writer(const DocumentState& state, StoryState& stories, StoryColumn column)
      : m_model(openModel(state.model)),
        m_story(columnOf(stories, column)),
        m_settings(column == StoryColumn::Cold ? math::SamplerSettings{.temperature = 0}
                                               : samplerAt(state.model, state.temperature)),
        m_seed(stories.seed),
        m_name(columnName(column)) {}

  /// Why the column cannot go on, or empty.
  [[nodiscard]] std::string stopped() const {
    if (ended()) return "the " + m_name + " column has ended; try: back, or write TEXT";
    const auto context = static_cast<std::size_t>(m_model.config().context);
    if (m_story.reading->tokens.size() >= context) {
      return "the " + m_name + " column is as long as " + m_model.source.name + " reads (" +
             base::groupedText(context) + " tokens)";
    }
    return "";
  }

  /// As many as the story lets it; returns how many.
  int step(int count, const base::Progress& progress) {
    Continuation reading(*m_model.transformer, *m_story.reading);
    int done = 0;
    for (; done < count && !ended() && !reading.full(); ++done) {
      progress(static_cast<double>(done) / count);
      goTo(drawnHere(), false, reading);
    }
    if (done > 0) m_story.reading = std::move(reading).reading();
    return done;
  }

  /// A token that the draw would have taken anyway counts as drawn.
  void choose(int token) {
    Continuation reading(*m_model.transformer, *m_story.reading);
    const DrawnToken drawn = drawnHere();
    if (drawn.token == token) {
      goTo(drawn, false, reading);
    } else {
      goTo(takeToken(*nodeAt(m_story).logits, m_settings, token), true, reading);
    }
    m_story.reading = std::move(reading).reading();
  }

  void visit(int node, const base::Progress& progress) {
    m_story.at = node;
    m_story.reading =
        model::readTokens(*m_model.transformer, tokensTo(m_story), m_story.reading.get(), false, progress);
  }

 private:
  [[nodiscard]] bool ended() const {
    return m_story.at > 0 && m_model.tokenizer->isEnd(nodeAt(m_story).token);
  }

  [[nodiscard]] DrawnToken drawnHere() const {
    const double u = math::uniformDraw(m_seed, m_story.path().size());
    return drawToken(*nodeAt(m_story).logits, m_settings, u);
  }

  /// To the child of this token; it is made where there is none.
  void goTo(const DrawnToken& drawn, bool chosen, Continuation& reading) {
    reading.append(drawn.token);
    for (const int child : m_story.childrenOf(m_story.at)) {
      if (m_story.nodes[static_cast<std::size_t>(child)].token == drawn.token) {
        m_story.at = child;
        return;
      }
    }
    auto logits = std::make_shared<const std::vector<float>>(reading.logits());
    m_story.nodes.push_back({m_story.at, drawn.token, drawn.probability, drawn.entropy, drawn.draw, chosen,
                             m_settings, std::move(logits)});
    m_story.at = static_cast<int>(m_story.nodes.size()) - 1;
  }

  const model::LanguageModel& m_model;
  Story& m_story;
  math::SamplerSettings m_settings;
  std::uint64_t m_seed;
  std::string m_name;
};

StoryColumnAnswer columnAnswer(const DocumentState& state, const Story& story, StoryColumn column) {
  const model::Tokenizer& tokenizer = *state.model.model->tokenizer;
  const std::vector<int> tokens = tokensTo(story);
  StoryColumnAnswer answer;
  answer.column = columnName(column);
  answer.temperature = column == StoryColumn::Cold ? 0 : state.temperature;
  answer.text = tokenizer.decode(tokens);
  answer.displayText = tokenizer.display(tokens);
  answer.node = story.at;
  answer.nodes = static_cast<int>(story.nodes.size());
  answer.ended = story.at > 0 && tokenizer.isEnd(nodeAt(story).token);
  for (const int index : story.path()) {
    const StoryNode& node = story.nodes[static_cast<std::size_t>(index)];
    answer.steps.push_back(
        {node.token, tokenizer.text(node.token), node.probability, node.entropy, node.draw});
  }
  return answer;
}

Outcome storyOutcome(DocumentState state) {
  StoryAnswer answer{state.model.story->seed, {}};
  for (const StoryColumn column : {StoryColumn::Cold, StoryColumn::Warm}) {
    const Story& story = state.model.story->columns[static_cast<std::size_t>(column)];
    answer.columns.push_back(columnAnswer(state, story, column));
  }
  return {std::move(state), std::move(answer)};
}

Outcome storyOutcome(DocumentState state, StoryState stories) {
  state.model.story = std::make_shared<const StoryState>(std::move(stories));
  return storyOutcome(std::move(state));
}

}  // namespace

double workOf(const DocumentState& state, const WriteCommand& command) {
  if (!state.model.model) return kLittleWork;
  return readingWork(state.model, command.text);
}

Outcome evaluateOne(DocumentState state, const WriteCommand& command, const base::Progress& progress) {
  openWriter(state.model);
  const auto text = readingOf(state.model, command.text, progress);
  StoryState stories;
  if (state.model.story) stories.seed = state.model.story->seed;
  stories.seed = command.seed.value_or(stories.seed);
  Story story{command.text, text->pieces, {}, 0, text->reading};
  StoryNode prompt;
  prompt.token = text->pieces.back().id;
  prompt.logits = std::make_shared<const std::vector<float>>(text->reading->logits);
  story.nodes.push_back(std::move(prompt));
  stories.columns = {story, story};
  setText(state.model, text);
  return storyOutcome(std::move(state), std::move(stories));
}

double workOf(const DocumentState& state, const StepCommand& command) {
  if (!state.model.model) return kLittleWork;
  const double columns = command.column ? 1 : 2;
  return columns * static_cast<double>(command.count) *
         (tokenWork(state.model) + distributionWork(state.model));
}

Outcome evaluateOne(DocumentState state, const StepCommand& command, const base::Progress& progress) {
  if (command.count < 1) throw Error("the number of steps must be at least 1");
  StoryState stories = storyOf(state);
  std::vector<StoryColumn> columns{StoryColumn::Cold, StoryColumn::Warm};
  if (command.column) columns = {*command.column};
  std::string stopped;
  int done = 0;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    Writer writer(state, stories, columns[i]);
    if (stopped.empty()) stopped = writer.stopped();
    const double before = static_cast<double>(i), count = static_cast<double>(columns.size());
    done += writer.step(command.count, [&](double share) { progress((before + share) / count); });
  }
  if (done == 0) throw Error(stopped);
  return storyOutcome(std::move(state), std::move(stories));
}

double workOf(const DocumentState& state, const BackCommand& /*command*/) {
  return state.model.model ? tokenWork(state.model) : kLittleWork;
}

Outcome evaluateOne(DocumentState state, const BackCommand& command, const base::Progress& progress) {
  if (command.count < 1) throw Error("the number of steps must be at least 1");
  StoryState stories = storyOf(state);
  Story& story = columnOf(stories, command.column);
  if (story.at == 0) throw Error("the " + columnName(command.column) + " column is at its beginning");
  int node = story.at;
  for (int i = 0; i < command.count && node > 0; ++i)
    node = story.nodes[static_cast<std::size_t>(node)].parent;
  Writer(state, stories, command.column).visit(node, progress);
  return storyOutcome(std::move(state), std::move(stories));
}

double workOf(const DocumentState& state, const ChooseCommand& /*command*/) {
  if (!state.model.model) return kLittleWork;
  return tokenWork(state.model) + 3 * distributionWork(state.model);
}

Outcome evaluateOne(DocumentState state, const ChooseCommand& command) {
  StoryState stories = storyOf(state);
  const int token = tokenNamed(*state.model.model->tokenizer, command.token);
  Writer writer(state, stories, command.column);
  if (const std::string stopped = writer.stopped(); !stopped.empty()) throw Error(stopped);
  writer.choose(token);
  return storyOutcome(std::move(state), std::move(stories));
}

double workOf(const DocumentState& state, const VisitCommand& command) {
  if (!state.model.model || !state.model.story) return kLittleWork;
  const Story& story = state.model.story->columns[static_cast<std::size_t>(command.column)];
  return static_cast<double>(story.reading->tokens.size() + story.nodes.size()) * tokenWork(state.model);
}

Outcome evaluateOne(DocumentState state, const VisitCommand& command, const base::Progress& progress) {
  StoryState stories = storyOf(state);
  const auto nodes = static_cast<int>(columnOf(stories, command.column).nodes.size());
  if (command.node < 0 || command.node >= nodes) {
    throw Error(fmt::format("the {} column has the places 0 to {}, not {}", columnName(command.column),
                            nodes - 1, command.node));
  }
  if (columnOf(stories, command.column).at == command.node) return storyOutcome(std::move(state));
  Writer(state, stories, command.column).visit(command.node, progress);
  return storyOutcome(std::move(state), std::move(stories));
}

}  // namespace es::app
