#include "model/transformer/transformer_config.h"

#include <fmt/format.h>

#include <cassert>

namespace es::model {

std::string halfStepName(const TransformerConfig& config, int step) {
  assert(step >= 0 && step < config.halfSteps());
  if (step == 0) return "embedding";
  if (step == config.halfSteps() - 1) return "final";
  const bool attention = step % 2 == 1;
  return fmt::format("L{}.{}", (step - 1) / 2, attention ? "attention" : "mlp");
}

}  // namespace es::model
