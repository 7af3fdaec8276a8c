#include <algorithm>

#include "app/document/words.h"
#include "app/evaluate/evaluate.h"
#include "app/evaluate/work_sizes.h"
#include "math/clusters/topics.h"

namespace es::app {

namespace {

constexpr math::Index kClearestWords = 8;
constexpr std::size_t kNameWords = 3;

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
  for (std::size_t i = 0; i < std::min(kNameWords, result.words.size()); ++i)
    result.name += (i > 0 ? " " : "") + result.words[i];
  return result;
}

}  // namespace

double workOf(const DocumentState& state, const TopicsCommand& command) {
  constexpr double kRounds = 30;  // of each start, about
  const math::TopicSpec spec = specOf(command);
  const double clustered = std::min(static_cast<double>(math::TopicSpec::kEndRow),
                                    state.space ? static_cast<double>(state.space->table->size()) : 0);
  return static_cast<double>(spec.count) * tableDims(state) * clustered * kRounds * math::TopicSpec::kStarts +
         static_cast<double>(spec.count) * tableNumbers(state);
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

}  // namespace es::app
