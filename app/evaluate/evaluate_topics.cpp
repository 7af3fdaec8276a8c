#include <algorithm>

#include "app/document/states.h"
#include "app/document/words.h"
#include "app/evaluate/column_coloring.h"
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

/// The topics that colour the points, too: of the seed that no command changes. Nothing: of another seed.
std::optional<ColorSpec> colorsOf(const TopicsCommand& command) {
  const math::TopicSpec spec = specOf(command);
  if (spec.seed != math::TopicSpec{}.seed) return std::nullopt;
  return ColorSpec{ColorKind::Topics, static_cast<int>(spec.count), {}};
}

FoundTopic found(const math::Topic& topic, const model::Vocabulary& vocabulary) {
  FoundTopic result;
  result.rows = topic.size;
  for (const math::Topic::Name& name : topic.names) result.words.push_back(vocabulary.word(name.row));
  result.name = topicName(result.words);
  return result;
}

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

double workOf(const DocumentState& state, const TopicsCommand& command) {
  if (!state.space) return kLittleWork;
  const auto colors = colorsOf(command);
  return colors ? coloringWork(*state.space, *colors) : topicWork(*state.space, specOf(command).count);
}

Outcome evaluateOne(DocumentState state, const TopicsCommand& command, const base::Progress& progress) {
  const Space& space = openSpace(state);
  TopicsAnswer answer;
  answer.seed = specOf(command).seed;
  if (const auto colors = colorsOf(command)) {
    const auto coloring = coloringBy(space, *colors, progress);
    for (const ColoredTopic& topic : coloring->topics)
      answer.topics.push_back({topic.name, topic.rows, topic.words});
  } else {
    const math::Topics topics = math::findTopics(space.table->rows(), specOf(command), progress);
    for (const math::Topic& topic : topics.topics)
      answer.topics.push_back(found(topic, space.table->vocabulary()));
  }
  return {std::move(state), std::move(answer)};
}

double workOf(const DocumentState& state, const ColorCommand& command) {
  if (!state.space || command.spec.kind == ColorKind::None) return kLittleWork;
  return coloringWork(*state.space, command.spec);
}

Outcome evaluateOne(DocumentState state, const ColorCommand& command, const base::Progress& progress) {
  ColorAnswer answer{command.spec, {}, {}};
  state.coloring = nullptr;
  if (command.spec.kind != ColorKind::None) {
    const Space& space = openSpace(state);
    if (answer.spec.direction) answer.spec.direction = resolved(*answer.spec.direction, state);
    state.coloring = coloringBy(space, answer.spec, progress);
    if (answer.spec.kind == ColorKind::Column) answer = columnAnswer(*state.coloring);
    if (answer.spec.kind == ColorKind::Dot) answer.legend = scaleLegend(*state.coloring);
    for (const ColoredTopic& topic : state.coloring->topics)
      answer.legend.push_back({topic.name, {}, topic.rows});
  }
  state.color = answer.spec;
  return {std::move(state), std::move(answer)};
}

}  // namespace es::app
