#include "app/document/model_script.h"

#include <fmt/format.h>

#include <filesystem>

#include "app/document/stream_space.h"
#include "app/document/trace_text.h"
#include "base/absolute_path.h"

namespace es::app {

namespace {

/// What an option names: a file, or a column of the table itself.
std::string absoluteIfFile(const std::string& name) {
  std::error_code ignored;
  return std::filesystem::exists(name, ignored) ? base::absolutePath(name) : name;
}

std::optional<Command> openTableCommand(const DocumentState& state) {
  if (!state.space) return std::nullopt;
  const model::EmbeddingTable& table = *state.space->table;
  if (state.model.model) {
    const auto matrix = matrixOf(*state.model.model, table);
    if (matrix == model::ModelMatrix::Embedding) return OpenCommand{"embedding", {}, {}};
    if (matrix == model::ModelMatrix::Unembedding) return OpenCommand{"unembedding", {}, {}};
  }
  const model::TableSource& source = table.source();
  if (source.path.empty()) return std::nullopt;
  auto format = model::formatFromName(source.format);
  if (source.format == "safetensors") format = std::nullopt;  // told by content, never in doubt
  model::TableOptions options = source.options;
  for (auto* file : {&options.text, &options.metadata})
    if (*file) *file = absoluteIfFile(**file);
  return OpenCommand{base::absolutePath(source.path), format, {}, std::move(options)};
}

std::optional<Command> openModelCommand(const DocumentState& state) {
  if (!state.model.model || state.model.model->source.path.empty()) return std::nullopt;
  const model::ModelSource& source = state.model.model->source;
  OpenCommand command{base::absolutePath(source.path), {}, {}};
  if (!source.tokenizerPath.empty()) command.tokenizer = base::absolutePath(source.tokenizerPath);
  return command;
}

std::optional<std::string> asToken(std::optional<int> position) {
  return position ? std::optional(fmt::to_string(*position)) : std::nullopt;
}

AttentionCommand attentionCommand(const AttentionAnswer& answer) {
  AttentionCommand command{answer.text, {}, {}};
  const AttentionHead& first = answer.patterns.front();
  const AttentionHead& last = answer.patterns.back();
  if (first.layer == last.layer) command.layer = first.layer;
  if (first.head == last.head) command.head = first.head;
  return command;
}

/// Writes the commands that make the story's tree again, node by node under the settings that it was made
/// with.
class StoryCommands {
 public:
  StoryCommands(std::vector<Command>& commands, double& temperature)
      : m_commands(commands), m_temperature(temperature) {}

  void sampler(const math::SamplerSettings& settings) {
    SamplerCommand command;
    if (settings.topK != m_sampler.topK) command.topK = settings.topK;
    if (settings.topP != m_sampler.topP) command.topP = settings.topP;
    if (settings.minP != m_sampler.minP) command.minP = settings.minP;
    if (settings.order != m_sampler.order) command.order = settings.order;
    if (command != SamplerCommand{}) m_commands.emplace_back(command);
    m_sampler = settings;
  }

  void temperature(double value) {
    if (value != m_temperature) m_commands.emplace_back(TemperatureCommand{value});
    m_temperature = value;
  }

  void column(const Story& story, StoryColumn which) {
    int at = 0;
    for (std::size_t i = 1; i < story.nodes.size(); ++i) {
      const StoryNode& node = story.nodes[i];
      if (node.parent != at) m_commands.emplace_back(VisitCommand{node.parent, which});
      if (which == StoryColumn::Warm) {
        sampler(node.settings);
        temperature(node.settings.temperature);
      }
      m_commands.emplace_back(ChooseCommand{fmt::format("#{}", node.token), which});
      at = static_cast<int>(i);
    }
    if (story.at != at) m_commands.emplace_back(VisitCommand{story.at, which});
  }

 private:
  std::vector<Command>& m_commands;
  double& m_temperature;
  math::SamplerSettings m_sampler;
};

}  // namespace

std::vector<Command> openingCommands(const DocumentState& state) {
  const auto table = openTableCommand(state), model = openModelCommand(state);
  std::vector<Command> commands;
  // A model whose paths are drawn among the words of a file leaves these open; any other would replace them.
  const bool tableFirst =
      table && model && state.model.space.dims > 0 && !matrixOf(*state.model.model, *state.space->table);
  if (table && tableFirst) commands.push_back(*table);
  if (model) commands.push_back(*model);
  if (model && state.model.model->source.untrained) commands.emplace_back(OpenCommand{"untrained", {}, {}});
  if (table && !tableFirst) commands.push_back(*table);
  return commands;
}

std::vector<Command> traceCommands(const ModelState& model) {
  std::vector<Command> commands;
  for (const auto& trace : model.traces)
    commands.emplace_back(TraceCommand{trace->text, asToken(askedPosition(*trace)), !commands.empty()});
  return commands;
}

std::vector<Command> modelCommands(const DocumentState& state, double& temperature) {
  std::vector<Command> commands;
  const ModelState& model = state.model;
  if (model.attention) commands.emplace_back(attentionCommand(*model.attention));
  StoryCommands settings(commands, temperature);
  if (model.story) {
    const StoryState& story = *model.story;
    commands.emplace_back(WriteCommand{story.columns[0].prompt, story.seed});
    settings.column(story.columns[0], StoryColumn::Cold);
    settings.column(story.columns[1], StoryColumn::Warm);
  }
  if (model.lens) {
    settings.temperature(model.lens->temperature);
    const auto guesses = static_cast<int>(model.lens->tokens.front().steps.front().guesses.size());
    commands.emplace_back(LensCommand{model.lens->text, asToken(askedPosition(*model.lens)), guesses});
  }
  // Last: whatever reads a text makes it the standing one.
  if (model.text) commands.emplace_back(PredictCommand{model.text->text, {}});
  if (model.beside) commands.emplace_back(PredictCommand{model.beside->text, {}, true});
  // Of another text it is asked for again as soon as its page shows.
  if (model.unembed && model.text && model.unembed->text == model.text->text) {
    settings.temperature(model.unembed->temperature);
    commands.emplace_back(UnembedCommand{{}, static_cast<int>(model.unembed->ranked.size())});
  }
  settings.sampler(model.sampler);
  return commands;
}

}  // namespace es::app
