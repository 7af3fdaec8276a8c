#include <algorithm>

#include "app/document/words.h"
#include "app/evaluate/evaluate.h"
#include "app/evaluate/make_coloring.h"
#include "app/evaluate/work_sizes.h"
#include "app/look/cloud_colors.h"
#include "math/clusters/topics.h"

namespace es::app {

namespace {

constexpr math::Index kClearestWords = 8;
math::TopicSpec specOf(const TopicsCommand& command) {
  math::TopicSpec spec;
  if (command.count) spec.count = *command.count;
  if (command.seed) spec.seed = *command.seed;
  spec.names = kClearestWords;
  return spec;
}

FoundTopic found(const math::Topic& topic, const model::Vocabulary& vocabulary) {
  FoundTopic result;
  result.rows = topic.size;
  for (const math::Topic::Name& name : topic.names) result.words.push_back(vocabulary.word(name.row));
  result.name = topicName(result.words);
  return result;
}

}  // namespace

double workOf(const DocumentState& state, const TopicsCommand& command) {
  return state.space ? topicWork(*state.space, specOf(command).count) : 0;
}

Outcome evaluateOne(DocumentState state, const TopicsCommand& command, const base::Progress& progress) {
  const model::EmbeddingTable& table = *openSpace(state).table;
  const math::TopicSpec spec = specOf(command);
  const math::Topics topics = math::findTopics(table.rows(), spec, progress);
  TopicsAnswer answer;
  answer.seed = spec.seed;
  for (const math::Topic& topic : topics.topics) answer.topics.push_back(found(topic, table.vocabulary()));
  return {std::move(state), std::move(answer)};
}

namespace {

/// Of a scale: five stretches from minus to plus the full colour, what lies beyond with the outer ones.
std::vector<ColorAnswer::Entry> scaleLegend(const Coloring& coloring) {
  constexpr int kStretches = 5;
  std::vector<ColorAnswer::Entry> legend(kStretches);
  for (int i = 0; i < kStretches; ++i)
    legend[static_cast<std::size_t>(i)].value = coloring.fullProduct * (2.0 * i / (kStretches - 1) - 1);
  for (const std::uint8_t step : coloring.classes) {
    const int stretch = ((kStretches - 1) * step + (kSignSteps - 1) / 2) / (kSignSteps - 1);
    ++legend[static_cast<std::size_t>(stretch)].rows;
  }
  return legend;
}

}  // namespace

double workOf(const DocumentState& state, const ColorCommand& command) {
  if (!state.space || command.spec.kind == ColorKind::None) return kLittleWork;
  if (command.spec.kind == ColorKind::Dot) return tableNumbers(state);
  return topicWork(*state.space, command.spec.topics);
}

Outcome evaluateOne(DocumentState state, const ColorCommand& command, const base::Progress& progress) {
  ColorAnswer answer{command.spec, {}};
  if (command.spec.kind != ColorKind::None) {
    const Space& space = openSpace(state);
    if (command.spec.kind == ColorKind::Topics) {
      if (state.color != answer.spec || !state.coloring)
        state.coloring = topicColoring(space, command.spec.topics, progress);
      for (const ColoredTopic& topic : state.coloring->topics)
        answer.legend.push_back({topic.name, {}, topic.rows});
    } else {
      answer.spec.direction = inTableSpelling(command.spec.direction.value(), *space.table);
      if (state.color != answer.spec || !state.coloring)
        state.coloring = dotColoring(space, *answer.spec.direction);
      answer.legend = scaleLegend(*state.coloring);
    }
  } else {
    state.coloring = nullptr;
  }
  state.color = answer.spec;
  return {std::move(state), std::move(answer)};
}

}  // namespace es::app
