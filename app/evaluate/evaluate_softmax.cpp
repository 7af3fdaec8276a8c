#include <fmt/format.h>

#include <cmath>

#include "app/document/states.h"
#include "app/document/words.h"
#include "app/evaluate/evaluate.h"
#include "app/evaluate/work_sizes.h"
#include "base/error.h"
#include "base/number_text.h"
#include "math/sampling/softmax.h"

namespace es::app {

namespace {

Outcome softmaxOutcome(DocumentState state) {
  SoftmaxAnswer answer{state.temperature, state.softmax.labels, state.softmax.logits,
                       math::softmax(state.softmax.logits, state.temperature), 0};
  answer.entropy = math::entropyNats(answer.probabilities);
  return {std::move(state), std::move(answer)};
}

double checkedTemperature(double temperature) {
  if (!(temperature >= 0)) throw Error("the temperature must be a number from 0 to inf");
  return temperature;
}

std::vector<std::string> numbered(std::size_t count) {
  std::vector<std::string> labels;
  for (std::size_t i = 1; i <= count; ++i) labels.push_back(fmt::to_string(i));
  return labels;
}

}  // namespace

std::vector<double> dotLogits(const Space& space, const math::Expression& expression,
                              const std::vector<std::string>& words) {
  const math::Vector query = vectorOf(expression, *space.table);
  std::vector<double> logits;
  for (const math::Index row : rowsOf(words, *space.table))
    logits.push_back(math::dot(query, space.table->vector(row)));
  return logits;
}

double workOf(const DocumentState& /*state*/, const SoftmaxCommand& command) {
  return 10 * static_cast<double>(command.logits.size());
}

Outcome evaluateOne(DocumentState state, const SoftmaxCommand& command) {
  if (command.temperature) state.temperature = checkedTemperature(*command.temperature);
  if (command.logits.empty()) {
    state.softmax = {};
    return {std::move(state), MessageAnswer{"no typed logits"}};
  }
  if (!command.labels.empty() && command.labels.size() != command.logits.size())
    throw Error("softmax: either every logit has a label or none");
  for (const double logit : command.logits) {
    if (!std::isfinite(logit))
      throw Error("a logit must be a finite number, found " + base::numberText(logit));
  }
  state.softmax.logits = command.logits;
  state.softmax.labels = command.labels.empty() ? numbered(command.logits.size()) : command.labels;
  state.softmax.source = std::nullopt;
  return softmaxOutcome(std::move(state));
}

double workOf(const DocumentState& state, const LogitsCommand& command) {
  return tableDims(state) * static_cast<double>(command.words.size());
}

Outcome evaluateOne(DocumentState state, const LogitsCommand& command) {
  const Space& space = openSpace(state);
  if (command.words.empty()) throw Error("logits needs at least one word");
  math::Expression expression = resolved(command.expression, state);
  state.softmax.labels = inTableSpelling(command.words, *space.table);
  state.softmax.logits = dotLogits(space, expression, state.softmax.labels);
  state.softmax.source = std::move(expression);
  return softmaxOutcome(std::move(state));
}

Outcome evaluateOne(DocumentState state, const TemperatureCommand& command) {
  state.temperature = checkedTemperature(command.temperature);
  if (!state.softmax.logits.empty()) return softmaxOutcome(std::move(state));
  const std::string text = "the temperature is " + base::numberText(state.temperature);
  return {std::move(state), MessageAnswer{text}};
}

Outcome evaluateOne(DocumentState state, const CompareCommand& command) {
  state.besideTemperature.reset();
  if (command.temperature) state.besideTemperature = checkedTemperature(*command.temperature);
  return {std::move(state), MessageAnswer{command.temperature ? "compared with temperature " +
                                                                    base::numberText(*command.temperature)
                                                              : "no second temperature"}};
}

}  // namespace es::app
