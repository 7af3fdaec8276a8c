#pragma once

#include <memory>
#include <vector>

#include "app/document/model_state.h"

namespace es::app {

/// A token that a draw took from a distribution, with what is remembered of it.
struct DrawnToken {
  int token = 0;
  double probability = 0;
  double entropy = 0;  // nats, of the distribution
  double draw = 0;     // u
};
DrawnToken drawToken(std::span<const float> logits, const math::SamplerSettings& settings, double u);
/// The same for a token taken by hand: the draw stays 0.
DrawnToken takeToken(std::span<const float> logits, const math::SamplerSettings& settings, int token);

/// A reading that goes on token by token.
class Continuation {
 public:
  Continuation(const model::Transformer& transformer, const model::Reading& from);

  [[nodiscard]] bool full() const;  // the model reads no more
  /// Reads a token; not when full (asserted).
  void append(int token);
  [[nodiscard]] const std::vector<float>& logits() const { return m_reading.logits; }
  [[nodiscard]] const std::vector<int>& tokens() const { return m_reading.tokens; }
  /// What has been read, without records.
  std::shared_ptr<const model::Reading> reading() && {
    return std::make_shared<const model::Reading>(std::move(m_reading));
  }

 private:
  const model::Transformer& m_transformer;
  model::Transformer::Activations m_activations;
  model::Reading m_reading;
};

}  // namespace es::app
