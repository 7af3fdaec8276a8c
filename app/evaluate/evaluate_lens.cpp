#include <fmt/format.h>

#include "app/document/model_questions.h"
#include "app/document/trace_text.h"
#include "app/evaluate/evaluate.h"
#include "app/evaluate/work_sizes.h"
#include "base/error.h"
#include "base/number_text.h"
#include "base/progress.h"
#include "math/sampling/softmax.h"

namespace es::app {

namespace {

constexpr int kDefaultGuesses = 3;

struct LensQuestion {
  const model::LanguageModel& model;
  double temperature = 1;
  int guesses = kDefaultGuesses;
};

LensRow lensRow(const LensQuestion& asked, const TextState& text, int position) {
  const auto i = static_cast<std::size_t>(position);
  const model::TokenRecord& record = text.reading->records[i];
  LensRow row{position, text.pieces[i].id, asked.model.tokenizer->text(text.pieces[i].id), {}};
  for (int step = 0; step < asked.model.config().halfSteps(); ++step) {
    const std::vector<float> logits = lensLogits(*asked.model.transformer, record, step);
    const std::vector<double> probabilities = tokenProbabilities(logits, asked.temperature);
    row.steps.push_back({model::halfStepName(asked.model.config(), step), math::entropyNats(probabilities),
                         rankedGuesses(*asked.model.tokenizer, logits, probabilities, asked.guesses)});
  }
  return row;
}

int checkedPart(const std::optional<int>& part, int count, const std::string& what) {
  if (*part < 0 || *part >= count) {
    throw Error(
        fmt::format("the model has {} {}s, numbered from 0: there is no {} {}", count, what, what, *part));
  }
  return *part;
}

/// (tokens, tokens), 0 where a token does not look.
math::RowMatrix headPattern(const model::Reading& reading, int row) {
  const auto count = static_cast<math::Index>(reading.records.size());
  math::RowMatrix weights = math::RowMatrix::Zero(count, count);
  for (math::Index i = 0; i < count; ++i) {
    const math::RowMatrix& attention = reading.records[static_cast<std::size_t>(i)].attention;
    weights.row(i).head(attention.cols()) = attention.row(row);
  }
  return weights;
}

}  // namespace

std::optional<int> askedPosition(const LensAnswer& answer) {
  return answer.tokens.size() == 1 ? std::optional(answer.tokens.front().position) : std::nullopt;
}

double workOf(const DocumentState& state, const LensCommand& command) {
  if (!state.model.model) return kLittleWork;
  const TextSize size = textSize(state.model, command.text);
  return readingWork(state.model, command.text, size) +
         lensWork(state.model, command.token ? 1 : size.tokens);
}

Outcome evaluateOne(DocumentState state, const LensCommand& command, const base::Progress& progress) {
  if (command.count && *command.count < 1) throw Error("the number of predictions must be at least 1");
  const model::LanguageModel& model = openModel(state.model);
  const auto text = readingOf(state.model, command.text, base::stretch(progress, 0.0, 0.2));
  const LensQuestion asked{model, state.temperature, command.count.value_or(kDefaultGuesses)};
  auto answer = std::make_shared<LensAnswer>();
  answer->text = command.text;
  answer->temperature = state.temperature;
  if (command.token) {
    answer->tokens.push_back(lensRow(asked, *text, positionOf(*model.tokenizer, *text, *command.token)));
  } else {
    for (std::size_t i = 0; i < text->pieces.size(); ++i) {
      progress(0.2 + 0.8 * static_cast<double>(i) / static_cast<double>(text->pieces.size()));
      answer->tokens.push_back(lensRow(asked, *text, static_cast<int>(i)));
    }
  }
  state.model.lens = answer;
  setText(state.model, text);
  return {std::move(state), *answer};
}

double workOf(const DocumentState& state, const AttentionCommand& command) {
  if (!state.model.model) return kLittleWork;
  const model::TransformerConfig& config = state.model.model->config();
  const TextSize size = textSize(state.model, command.text);
  const double heads = static_cast<double>(config.layers) * static_cast<double>(config.heads);
  return readingWork(state.model, command.text, size) + heads * size.tokens * size.tokens;
}

Outcome evaluateOne(DocumentState state, const AttentionCommand& command, const base::Progress& progress) {
  const model::LanguageModel& model = openModel(state.model);
  const int layers = model.config().layers, heads = model.config().heads;
  const int firstLayer = command.layer ? checkedPart(command.layer, layers, "layer") : 0;
  const int firstHead = command.head ? checkedPart(command.head, heads, "head") : 0;
  const auto text = readingOf(state.model, command.text, progress);
  auto answer = std::make_shared<AttentionAnswer>();
  answer->text = command.text;
  answer->tokens = tokenTexts(*model.tokenizer, text->pieces);
  answer->layers = layers;
  answer->heads = heads;
  answer->bothWays = !model.config().causal;
  for (int layer = firstLayer; layer < (command.layer ? firstLayer + 1 : layers); ++layer) {
    for (int head = firstHead; head < (command.head ? firstHead + 1 : heads); ++head)
      answer->patterns.push_back({layer, head, headPattern(*text->reading, layer * heads + head)});
  }
  state.model.attention = answer;
  setText(state.model, text);
  return {std::move(state), *answer};
}

}  // namespace es::app
