#pragma once

#include <memory>
#include <random>
#include <string>

#include "app/command/layer_commands.h"

namespace es::test {

/// A path of so many layers: states (2 layers + 1, d) that wander from the start at random, growing longer.
inline app::TokenTrace wanderingPath(const std::string& token, const math::Vector& start, int layers,
                                     unsigned seed = 3) {
  std::mt19937 random(seed);
  std::normal_distribution<float> normal;
  app::TokenTrace trace;
  trace.id = 17;
  trace.text = token;
  trace.vectors.resize(2 * layers + 1, start.size());
  trace.vectors.row(0) = start.transpose();
  for (math::Index step = 1; step < trace.vectors.rows(); ++step) {
    for (math::Index i = 0; i < start.size(); ++i)
      trace.vectors(step, i) = 1.3F * trace.vectors(step - 1, i) + 0.5F * normal(random);
  }
  trace.steps.resize(static_cast<std::size_t>(trace.vectors.rows()));
  for (std::size_t step = 0; step < trace.steps.size(); ++step) {
    trace.steps[step].name =
        step == 0 ? "embedding"
                  : "L" + std::to_string((step - 1) / 2) + (step % 2 == 1 ? ".attention" : ".mlp");
  }
  return trace;
}

inline std::shared_ptr<const app::TraceAnswer> traceOf(const std::string& text,
                                                       std::vector<app::TokenTrace> tokens) {
  app::TraceAnswer answer;
  answer.text = text;
  answer.tokens = std::move(tokens);
  return std::make_shared<const app::TraceAnswer>(std::move(answer));
}

}  // namespace es::test
