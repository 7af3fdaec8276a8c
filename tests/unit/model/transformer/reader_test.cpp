#include <thread>

#include "base/error.h"
#include "base/progress.h"
#include "catch.h"
#include "model/transformer/transformer.h"
#include "transformer_models.h"

using namespace es;
using namespace es::model;
using namespace es::test;

namespace {

std::shared_ptr<const Reading> read(const Transformer& transformer, const std::vector<int>& tokens) {
  return readTokens(transformer, tokens, nullptr, true, es::base::ignoreProgress());
}

/// The last state of a token, before the final norm.
math::RowMatrix endOf(const Reading& reading, std::size_t token) {
  const math::RowMatrix& steps = reading.records[token].steps;
  return steps.row(steps.rows() - 2);
}

/// Random tokens, none of them the gap.
std::vector<int> words(const TransformerConfig& config, int count, std::uint32_t seed) {
  auto tokens = randomTokens(config, count, seed);
  for (int& token : tokens) token = token == config.mask ? 8 : token;
  return tokens;
}

}  // namespace

TEST_CASE("A later token changes earlier states in a reader, and never in a writer") {
  const TransformerWeights weights = randomWeights(storyConfig(), 3);
  for (const TransformerConfig& config : {storyConfig(), readerConfig()}) {
    const Transformer transformer(config, weights);
    auto tokens = words(config, 20, 4);
    const auto before = read(transformer, tokens);
    tokens.back() = (tokens.back() + 1) % config.vocabulary;
    const auto after = read(transformer, tokens);
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
      CHECK((endOf(*before, i) == endOf(*after, i)) == config.causal);
      CHECK(before->records[i].steps.row(0) == after->records[i].steps.row(0));
    }
  }
}

TEST_CASE("A token of a reader attends to all, with weights that sum to one") {
  const Transformer transformer(readerConfig(), randomWeights(readerConfig(), 1));
  const auto reading = read(transformer, words(readerConfig(), 40, 2));
  REQUIRE(reading->cache.size() == 40);
  for (const TokenRecord& record : reading->records) {
    REQUIRE(record.attention.cols() == 40);
    CHECK(record.attention.minCoeff() >= 0);
    CHECK((record.attention.rowwise().sum().array() - 1).abs().maxCoeff() < 1e-5F);
    CHECK(record.attention.rightCols(1).maxCoeff() > 0);
  }
}

TEST_CASE("One token alone is the same to a reader as to a writer") {
  const TransformerWeights weights = randomWeights(storyConfig(), 3);
  const auto writer = read(Transformer(storyConfig(), weights), {5});
  const auto reader = read(Transformer(readerConfig(), weights), {5});
  CHECK(writer->records[0].steps == reader->records[0].steps);
}

TEST_CASE("A reader keeps its states on the shell") {
  const Transformer transformer(readerConfig(), randomWeights(readerConfig(), 8));
  const auto tokens = words(readerConfig(), 20, 9);
  const auto reading = read(transformer, tokens);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const float radius = transformer.embedding(tokens[i]).norm();
    for (int step = 0; step < readerConfig().halfSteps() - 1; ++step)
      CHECK(reading->records[i].steps.row(step).norm() == Approx(radius).epsilon(1e-5));
  }
}

TEST_CASE("A reader guesses the last gap, and nothing where there is none") {
  const TransformerConfig config = readerConfig();
  const Transformer transformer(config, randomWeights(config, 1));
  auto tokens = words(config, 12, 2);
  CHECK_FALSE(read(transformer, tokens)->gap.has_value());
  CHECK(read(transformer, tokens)->logits.empty());
  tokens[3] = tokens[8] = config.mask;
  const auto reading = read(transformer, tokens);
  CHECK(reading->gap == 8);
  const math::RowMatrix guesses = guessesOf(transformer, tokens);
  CHECK(reading->logits == std::vector<float>(guesses.row(8).begin(), guesses.row(8).end()));
  CHECK(reading->logits != std::vector<float>(guesses.row(3).begin(), guesses.row(3).end()));
  const auto bare = readTokens(transformer, tokens, nullptr, false, es::base::ignoreProgress());
  CHECK(bare->records.empty());
  CHECK(bare->logits == reading->logits);
}

TEST_CASE("A reader reads the same whatever it has read before, and on any thread") {
  const TransformerConfig config = readerConfig();
  const Transformer transformer(config, converted(randomWeights(config, 1), quantized));
  auto tokens = words(config, config.context, 2);
  const auto alone = read(transformer, tokens);
  auto other = tokens;
  other.back() = (other.back() + 1) % config.vocabulary;
  const auto before = read(transformer, other);
  const auto after = readTokens(transformer, tokens, before.get(), true, es::base::ignoreProgress());
  std::vector<std::shared_ptr<const Reading>> together(4);
  std::vector<std::thread> threads;
  for (auto& reading : together) threads.emplace_back([&] { reading = read(transformer, tokens); });
  for (std::thread& thread : threads) thread.join();
  together.push_back(after);
  for (const auto& reading : together)
    for (std::size_t i = 0; i < tokens.size(); ++i)
      CHECK(reading->records[i].steps == alone->records[i].steps);
}

TEST_CASE("The reading of a reader can be cancelled") {
  const Transformer transformer(readerConfig(), randomWeights(readerConfig(), 1));
  CHECK_THROWS_AS(readTokens(transformer, words(readerConfig(), 20, 2), nullptr, false,
                             [](double share) {
                               if (share > 0.4) throw Cancelled();
                             }),
                  Cancelled);
}
