#include "app/document/continuation.h"

#include <cassert>

namespace es::app {

namespace {

DrawnToken tokenOf(const math::SamplingDistribution& distribution, math::Index token) {
  return {static_cast<int>(token), distribution.probabilities[static_cast<std::size_t>(token)],
          distribution.entropy, 0};
}

}  // namespace

DrawnToken drawToken(std::span<const float> logits, const math::SamplerSettings& settings, double u) {
  const math::SamplingDistribution distribution = math::samplingDistribution(logits, settings);
  DrawnToken drawn = tokenOf(distribution, math::draw(distribution.probabilities, u));
  drawn.draw = u;
  return drawn;
}

DrawnToken takeToken(std::span<const float> logits, const math::SamplerSettings& settings, int token) {
  return tokenOf(math::samplingDistribution(logits, settings), token);
}

Continuation::Continuation(const model::Transformer& transformer, const model::Reading& from)
    : m_transformer(transformer),
      m_activations(transformer.config()),
      m_reading{from.tokens, from.cache, {}, from.logits} {}

bool Continuation::full() const {
  return m_reading.cache.size() >= m_transformer.config().context;
}

void Continuation::append(int token) {
  assert(!full());
  m_reading.tokens.push_back(token);
  m_transformer.forward(token, m_reading.cache, m_activations, m_reading.logits);
}

}  // namespace es::app
