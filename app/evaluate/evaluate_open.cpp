#include <filesystem>

#include "app/document/found_colorings.h"
#include "app/document/model_questions.h"
#include "app/document/stream_space.h"
#include "app/document/words.h"
#include "app/evaluate/evaluate.h"
#include "app/evaluate/path_follow.h"
#include "app/evaluate/space_search.h"
#include "app/evaluate/table_move.h"
#include "base/error.h"
#include "base/progress.h"
#include "model/language_model/model_reader.h"

namespace es::app {

namespace {

OpenAnswer openAnswer(const model::EmbeddingTable& table) {
  const model::TableSource& source = table.source();
  return {source.path, source.format, table.size(), table.dims(), std::nullopt, source.warnings};
}

std::uint64_t memoryOf(const model::EmbeddingTable& table) {
  const auto numbers = static_cast<std::uint64_t>(table.rows().size() + table.lengths().size());
  return table.vocabulary().bytes() + numbers * sizeof(float);
}

Outcome openTable(DocumentState state, std::shared_ptr<const model::EmbeddingTable> table,
                  const base::Progress& progress) {
  OpenAnswer answer = openAnswer(*table);
  state = withTable(std::move(state), std::move(table), answer.warnings, progress);
  return {std::move(state), std::move(answer)};
}

/// One of the open model's own matrices as the table; the one that is open already stays as it is.
Outcome openMatrix(DocumentState state, model::ModelMatrix matrix, const base::Progress& progress) {
  const model::LanguageModel& model = openModel(state.model);
  if (model.config().tied) matrix = model::ModelMatrix::Embedding;
  if (state.space && matrixOf(model, *state.space->table) == matrix) {
    OpenAnswer answer = openAnswer(*state.space->table);
    return {std::move(state), std::move(answer)};
  }
  return openTable(std::move(state), model::matrixTable(model, matrix), progress);
}

/// What says of itself that it is no model: by its options, or by lying in an archive
/// ("words.zip/words.txt").
bool isOnlyATable(const OpenCommand& command) {
  std::error_code ignored;
  const std::filesystem::path path(command.path);
  const bool isInArchive = !std::filesystem::exists(path, ignored) &&
                           std::filesystem::is_regular_file(path.parent_path(), ignored);
  return command.format || command.options != model::TableOptions{} || isInArchive;
}

/// What a newly opened model finds: the sampler, and the standing text asked again. What the model before
/// made is gone.
ModelState freshModel(const ModelState& before, std::shared_ptr<const model::LanguageModel> model,
                      std::vector<std::string>& warnings, const base::Progress& progress) {
  ModelState fresh;
  fresh.model = std::move(model);
  fresh.sampler = before.sampler;
  if (!before.traces.empty() || before.lens || before.attention || before.story)
    warnings.emplace_back("paths, lens, attention and story were of the model before and are gone");
  if (before.text) {
    try {
      fresh.text = readingOf(fresh, before.text->text, progress);
    } catch (const Error& error) {
      warnings.push_back(std::string("the text cannot be asked of this model: ") + error.what());
    }
  }
  return fresh;
}

/// Where its stream does not live among the open words, the model's own tokens become the words.
Outcome openLanguageModel(DocumentState state, std::shared_ptr<const model::LanguageModel> model,
                          const base::Progress& progress) {
  OpenAnswer answer{model->source.path,   model->source.format, model->config().vocabulary,
                    model->config().dims, std::nullopt,         model->source.warnings};
  state = withModel(std::move(state), std::move(model), answer.warnings, base::stretch(progress, 0.0, 0.25));
  if (state.model.space.dims == 0) {
    auto table = model::matrixTable(*state.model.model, model::ModelMatrix::Embedding);
    state =
        withTable(std::move(state), std::move(table), answer.warnings, base::stretch(progress, 0.25, 1.0));
  }
  progress(1.0);
  answer.model = modelInfo(state.model);
  return {std::move(state), std::move(answer)};
}

/// The open model before its training; one that is so already stays.
Outcome openUntrained(DocumentState state, const base::Progress& progress) {
  constexpr std::uint64_t kSeed = 1;
  std::shared_ptr<const model::LanguageModel> model = state.model.model;
  if (!openModel(state.model).source.untrained) model = model::untrainedModel(*model, kSeed);
  return openLanguageModel(std::move(state), std::move(model), progress);
}

}  // namespace

DocumentState withModel(DocumentState state, std::shared_ptr<const model::LanguageModel> model,
                        std::vector<std::string>& warnings, const base::Progress& progress) {
  state.model = freshModel(state.model, std::move(model), warnings, progress);
  state.model.space = streamSpace(*state.model.model, state.space.get());
  followPaths(state, progress);
  return state;
}

std::shared_ptr<const Space> makeSpace(std::shared_ptr<const model::EmbeddingTable> table,
                                       const base::Progress& progress) {
  auto space = std::make_shared<Space>();
  space->table = std::move(table);
  progress(0);
  math::PrincipalAnalysis analysis = math::principalAnalysis(space->table->rows(), 3, progress);
  space->spread = std::move(analysis.spread);
  space->components = std::move(analysis.components);
  space->index = std::make_shared<Int8IndexPlace>();
  space->colorings = std::make_shared<FoundColorings>();
  return space;
}

double workOf(const DocumentState& /*state*/, const OpenCommand& /*command*/) {
  return 1e18;  // never short: it reads a file
}

Outcome evaluateOne(DocumentState state, const OpenCommand& command, const base::Progress& progress) {
  if (command.path == "embedding")
    return openMatrix(std::move(state), model::ModelMatrix::Embedding, progress);
  if (command.path == "unembedding")
    return openMatrix(std::move(state), model::ModelMatrix::Unembedding, progress);
  if (command.path == "untrained") return openUntrained(std::move(state), progress);
  const base::Progress reading = base::stretch(progress, 0.0, 0.6);
  std::shared_ptr<const model::LanguageModel> model;
  if (command.tokenizer) {
    model = model::readModel(command.path, *command.tokenizer, reading);
  } else if (!isOnlyATable(command)) {
    model = model::findModel(command.path, reading);
  }
  if (model) return openLanguageModel(std::move(state), std::move(model), base::stretch(progress, 0.6, 1.0));
  auto table = std::make_shared<const model::EmbeddingTable>(
      model::readTable(command.path, command.format, reading, command.options));
  return openTable(std::move(state), std::move(table), base::stretch(progress, 0.6, 1.0));
}

double workOf(const DocumentState& state, const InfoCommand& /*command*/) {
  return state.space ? static_cast<double>(state.space->table->size()) : 0;
}

Outcome evaluateOne(DocumentState state, const InfoCommand&) {
  const model::EmbeddingTable& table = *openSpace(state).table;
  const model::TableSource& source = table.source();
  InfoAnswer answer{.path = source.path,
                    .name = source.name,
                    .format = source.format,
                    .note = source.note,
                    .rows = table.size(),
                    .dims = table.dims(),
                    .weights = static_cast<std::uint64_t>(table.rows().size()),
                    .memoryBytes = memoryOf(table),
                    .warnings = source.warnings,
                    .model = std::nullopt};
  if (state.model.model) answer.model = modelInfo(state.model);
  return {std::move(state), std::move(answer)};
}

}  // namespace es::app
