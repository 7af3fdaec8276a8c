#include "model/transformer/transformer.h"

#include <thread>

#include "base/progress.h"
#include "catch.h"
#include "transformer_models.h"

using namespace es;
using namespace es::model;
using namespace es::test;

namespace {

std::vector<TokenRecord> recordsOf(const Transformer& transformer, const std::vector<int>& tokens) {
  return readTokens(transformer, tokens, nullptr, true, es::base::ignoreProgress())->records;
}

std::vector<float> lensOf(const Transformer& transformer, const math::RowMatrix& steps, math::Index step,
                          bool normed) {
  std::vector<float> logits(static_cast<std::size_t>(transformer.config().vocabulary));
  transformer.lens({steps.row(step).data(), static_cast<std::size_t>(steps.cols())}, normed, logits);
  return logits;
}

double meanLoss(const math::RowMatrix& logits, const std::vector<int>& tokens) {
  double sum = 0;
  for (math::Index i = 0; i + 1 < logits.rows(); ++i) {
    const Eigen::RowVectorXd row = logits.row(i).cast<double>();
    const double top = row.maxCoeff();
    sum += top + std::log((row.array() - top).exp().sum()) - row[tokens[static_cast<std::size_t>(i) + 1]];
  }
  return sum / static_cast<double>(logits.rows() - 1);
}

}  // namespace

TEST_CASE("Half-steps are named in order") {
  const TransformerConfig config = llamaConfig();
  CHECK(config.halfSteps() == 8);
  CHECK(halfStepName(config, 0) == "embedding");
  CHECK(halfStepName(config, 1) == "L0.attention");
  CHECK(halfStepName(config, 6) == "L2.mlp");
  CHECK(halfStepName(config, 7) == "final");
}

TEST_CASE("Attention rows sum to one over the positions so far") {
  for (const TransformerConfig& config : allConfigs()) {
    const Transformer transformer(config, randomWeights(config, 1));
    const auto records = recordsOf(transformer, randomTokens(config, 40, 2));
    for (std::size_t i = 0; i < records.size(); ++i) {
      const math::RowMatrix& attention = records[i].attention;
      REQUIRE(attention.rows() == config.layers * config.heads);
      REQUIRE(attention.cols() == static_cast<math::Index>(i) + 1);
      CHECK(attention.minCoeff() >= 0);
      CHECK((attention.rowwise().sum().array() - 1).abs().maxCoeff() < 1e-5F);
    }
  }
}

TEST_CASE("What comes later changes nothing that came before") {
  for (const TransformerConfig& config : allConfigs()) {
    const Transformer transformer(config, randomWeights(config, 1));
    auto tokens = randomTokens(config, 30, 2);
    const math::RowMatrix before = logitsOf(transformer, tokens);
    tokens.back() = (tokens.back() + 1) % config.vocabulary;
    const math::RowMatrix after = logitsOf(transformer, tokens);
    CHECK(before.topRows(29) == after.topRows(29));
    CHECK(before.row(29) != after.row(29));
  }
}

TEST_CASE("Grouped queries are full attention with the shared heads written out") {
  const TransformerConfig grouped = llamaConfig();
  const TransformerWeights weights = randomWeights(grouped, 4);
  TransformerConfig full = grouped;
  full.kvHeads = full.heads;
  TransformerWeights repeated = weights;
  const auto repeat = [&](const WeightMatrix& matrix) {
    const auto& values = std::get<std::vector<float>>(matrix.values);
    std::vector<float> out;
    const auto headSize = static_cast<std::ptrdiff_t>(grouped.headDims) * grouped.dims;
    for (std::ptrdiff_t head = 0; head < full.heads; ++head) {
      const auto from = values.begin() + head / (grouped.heads / grouped.kvHeads) * headSize;
      out.insert(out.end(), from, from + headSize);
    }
    return WeightMatrix{full.kvDims(), full.dims, std::move(out)};
  };
  for (BlockWeights& block : repeated.blocks) {
    block.key = repeat(block.key);
    block.value = repeat(block.value);
  }
  const auto tokens = randomTokens(grouped, 40, 6);
  CHECK(logitsOf(Transformer(grouped, weights), tokens) == logitsOf(Transformer(full, repeated), tokens));
}

TEST_CASE("On the shell every half-step keeps the embedding's length") {
  const TransformerConfig config = storyConfig();
  const Transformer transformer(config, randomWeights(config, 8));
  const auto tokens = randomTokens(config, 20, 9);
  const auto records = recordsOf(transformer, tokens);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const float radius = transformer.embedding(tokens[i]).norm();
    for (int step = 0; step < config.halfSteps() - 1; ++step)
      CHECK(records[i].steps.row(step).norm() == Approx(radius).epsilon(1e-5));
  }
}

TEST_CASE("The path starts at the embedding, with its position where that is learned") {
  for (const TransformerConfig& config : allConfigs()) {
    const Transformer transformer(config, randomWeights(config, 1));
    const auto tokens = randomTokens(config, 5, 2);
    const auto records = recordsOf(transformer, tokens);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      math::Vector start = transformer.embedding(tokens[i]);
      if (config.positions == PositionKind::Learned) {
        math::Vector position(config.dims);
        transformer.weights().positions.readRow(static_cast<int>(i), position.data());
        start += position;
      }
      CHECK((records[i].steps.row(0).transpose() - start).norm() == 0);
    }
  }
}

TEST_CASE("The lens of the last state is the model's own prediction, bit by bit") {
  for (const TransformerConfig& config : allConfigs()) {
    const Transformer transformer(config, randomWeights(config, 1));
    const auto reading =
        readTokens(transformer, randomTokens(config, 12, 2), nullptr, true, es::base::ignoreProgress());
    const math::RowMatrix& steps = reading->records.back().steps;
    CHECK(lensOf(transformer, steps, config.halfSteps() - 2, false) == reading->logits);
    CHECK(lensOf(transformer, steps, config.halfSteps() - 1, true) == reading->logits);
  }
}

TEST_CASE("int8 weights lose next to nothing") {
  for (const TransformerConfig& config : allConfigs()) {
    INFO(config.family);
    const TransformerWeights weights = randomWeights(config, 1);
    const auto tokens = randomTokens(config, 80, 2);
    const math::RowMatrix exact = logitsOf(Transformer(config, weights), tokens);
    const math::RowMatrix rounded = logitsOf(Transformer(config, converted(weights, quantized)), tokens);
    const float error = (exact - rounded).norm() / exact.norm();
    CHECK(error < 0.1F);  // these random models are far more touchy than trained ones
    CHECK(error > 0);
    CHECK(std::abs(meanLoss(rounded, tokens) - meanLoss(exact, tokens)) < 0.01 * meanLoss(exact, tokens));
  }
}

TEST_CASE("Half-precision weights give what their values give as floats") {
  const auto toBfloat = [](const WeightMatrix& matrix) {
    BFloat16Values out;
    for (const float value : std::get<std::vector<float>>(matrix.values))
      out.bits.push_back(static_cast<std::uint16_t>(std::bit_cast<std::uint32_t>(value) >> 16U));
    return WeightMatrix{matrix.rows, matrix.cols, std::move(out)};
  };
  const auto toFloats = [](const WeightMatrix& matrix) {
    std::vector<float> out(matrix.count());
    for (int r = 0; r < matrix.rows; ++r)
      matrix.readRow(r, out.data() + static_cast<std::ptrdiff_t>(r) * matrix.cols);
    return WeightMatrix{matrix.rows, matrix.cols, std::move(out)};
  };
  for (const TransformerConfig& config : allConfigs()) {
    const TransformerWeights half = converted(randomWeights(config, 1), toBfloat);
    const auto tokens = randomTokens(config, 20, 2);
    CHECK(logitsOf(Transformer(config, half), tokens) ==
          logitsOf(Transformer(config, converted(half, toFloats)), tokens));
  }
}

TEST_CASE("Threads that share a transformer all get the same logits") {
  const TransformerConfig config = llamaConfig();
  const Transformer transformer(config, converted(randomWeights(config, 1), quantized));
  const auto tokens = randomTokens(config, 60, 2);
  const math::RowMatrix alone = logitsOf(transformer, tokens);
  std::vector<math::RowMatrix> together(4);
  std::vector<std::thread> threads;
  for (math::RowMatrix& logits : together)
    threads.emplace_back([&] { logits = logitsOf(transformer, tokens); });
  for (std::thread& thread : threads) thread.join();
  for (const math::RowMatrix& logits : together) CHECK(logits == alone);
}
