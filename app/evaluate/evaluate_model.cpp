#include <algorithm>

#include "app/document/continuation.h"
#include "app/document/model_questions.h"
#include "app/evaluate/evaluate.h"
#include "app/evaluate/work_sizes.h"
#include "base/error.h"
#include "base/number_text.h"
#include "base/progress.h"
#include "math/sampling/softmax.h"

namespace es::app {

namespace {

constexpr int kDefaultCount = 10;

/// The settings of a `generate`: what is in force, but for what it names itself.
math::SamplerSettings settingsOf(const DocumentState& state, const GenerateCommand& command) {
  math::SamplerSettings settings = samplerAt(state.model, command.temperature.value_or(state.temperature));
  settings.topK = command.topK.value_or(settings.topK);
  settings.topP = command.topP.value_or(settings.topP);
  settings.minP = command.minP.value_or(settings.minP);
  return checkedSampler(std::move(settings));
}

}  // namespace

math::SamplerSettings checkedSampler(math::SamplerSettings settings) {
  if (!(settings.temperature >= 0)) throw Error("the temperature must be a number from 0 to inf");
  if (settings.topK < 0) throw Error("top-k must be at least 0 (0: off)");
  if (!(settings.topP > 0 && settings.topP <= 1)) throw Error("top-p must be above 0 and at most 1 (1: off)");
  if (!(settings.minP >= 0 && settings.minP <= 1)) throw Error("min-p must be from 0 (off) to 1");
  auto order = settings.order, links = math::llamaCppOrder();
  std::sort(order.begin(), order.end());
  std::sort(links.begin(), links.end());
  if (order != links) throw Error("the sampler's order must name each of its four links once");
  return settings;
}

PredictAnswer predictAnswer(const ModelState& state, const TextState& text, double temperature, int count) {
  const model::LanguageModel& model = openModel(state);
  const std::vector<float>& logits = text.reading->logits;
  const std::vector<double> probabilities = tokenProbabilities(logits, temperature);
  const auto kept = math::samplingDistribution(logits, samplerAt(state, temperature)).kept;
  PredictAnswer answer{text.text,
                       temperature,
                       math::entropyNats(probabilities),
                       model.config().vocabulary,
                       rankedGuesses(*model.tokenizer, logits, probabilities, count),
                       0,
                       text.reading->gap};
  std::vector<double> others = probabilities;
  for (TokenGuess& guess : answer.ranked) {
    guess.kept = kept[static_cast<std::size_t>(guess.id)];
    others[static_cast<std::size_t>(guess.id)] = 0;
  }
  for (const double probability : others) answer.otherProbability += probability;
  return answer;
}

double workOf(const DocumentState& /*state*/, const TokensCommand& command) {
  return kCuttingPerByte * static_cast<double>(command.text.size());
}

Outcome evaluateOne(DocumentState state, const TokensCommand& command) {
  const model::LanguageModel& model = openModel(state.model);
  TokensAnswer answer{command.text, tokenTexts(*model.tokenizer, encodeText(model, command.text))};
  return {std::move(state), std::move(answer)};
}

double workOf(const DocumentState& state, const PredictCommand& command) {
  if (!state.model.model) return kLittleWork;
  return readingWork(state.model, command.text) + 3 * distributionWork(state.model);
}

Outcome evaluateOne(DocumentState state, const PredictCommand& command, const base::Progress& progress) {
  if (command.count && *command.count < 1) throw Error("the number of tokens must be at least 1");
  const auto read = readingOf(state.model, command.text, progress);
  const bool guesses = !read->reading->logits.empty();
  if (!guesses && command.also) throw Error(kNoGap);
  const bool beside = command.also && state.model.text;  // nothing to stand beside: it is the text itself
  state.model.beside = beside && read != state.model.text ? read : nullptr;
  if (!beside) state.model.text = read;
  if (!guesses) return {std::move(state), MessageAnswer{kNoGap}};
  PredictAnswer answer =
      predictAnswer(state.model, *read, state.temperature, command.count.value_or(kDefaultCount));
  return {std::move(state), std::move(answer)};
}

double workOf(const DocumentState& state, const GenerateCommand& command) {
  if (!state.model.model) return kLittleWork;
  const double each = tokenWork(state.model) + distributionWork(state.model);
  return readingWork(state.model, command.text) + static_cast<double>(command.count) * each;
}

Outcome evaluateOne(DocumentState state, const GenerateCommand& command, const base::Progress& progress) {
  if (command.count < 1) throw Error("the number of tokens must be at least 1");
  const model::LanguageModel& model = openWriter(state.model);
  const math::SamplerSettings settings = settingsOf(state, command);
  const auto prompt = readingOf(state.model, command.text, base::stretch(progress, 0.0, 0.2));
  GenerateAnswer answer;
  answer.seed = command.seed.value_or(state.model.story ? state.model.story->seed : StoryState{}.seed);
  Continuation story(*model.transformer, *prompt->reading);
  std::vector<int> ids = story.tokens();
  for (int step = 0; step < command.count; ++step) {
    progress(0.2 + 0.8 * step / command.count);
    const double u = math::uniformDraw(answer.seed, static_cast<std::uint64_t>(step));
    const DrawnToken drawn = drawToken(story.logits(), settings, u);
    answer.ended = model.tokenizer->isEnd(drawn.token);
    if (answer.ended) break;
    ids.push_back(drawn.token);
    answer.steps.push_back(
        {drawn.token, model.tokenizer->text(drawn.token), drawn.probability, drawn.entropy, drawn.draw});
    if (step + 1 == command.count || story.full()) break;  // the last one need not be read
    story.append(drawn.token);
  }
  answer.text = model.tokenizer->decode(ids);
  answer.displayText = model.tokenizer->display(ids);
  return {std::move(state), std::move(answer)};
}

Outcome evaluateOne(DocumentState state, const ParametersCommand&) {
  const model::LanguageModel& model = openModel(state.model);
  ParametersAnswer answer{model.source.name, model.config().tied,
                          model::parameterLedger(model.config(), model.transformer->weights()), 0};
  for (const model::LedgerLine& line : answer.parts) answer.total += line.parameters;
  return {std::move(state), std::move(answer)};
}

Outcome evaluateOne(DocumentState state, const SamplerCommand& command) {
  math::SamplerSettings settings = state.model.sampler;
  settings.topK = command.topK.value_or(settings.topK);
  settings.topP = command.topP.value_or(settings.topP);
  settings.minP = command.minP.value_or(settings.minP);
  settings.order = command.order.value_or(settings.order);
  state.model.sampler = checkedSampler(std::move(settings));
  SamplerAnswer answer{samplerAt(state.model, state.temperature)};
  return {std::move(state), std::move(answer)};
}

}  // namespace es::app
