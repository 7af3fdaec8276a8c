#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <sstream>

#include "catch.h"
#include "transformer_models.h"

using namespace es;
using namespace es::test;

namespace {

bool hasNumpy() {
  return std::system("/usr/bin/python3 -c 'import numpy' 2>/dev/null") == 0;
}

std::string outputOf(const std::string& command) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  REQUIRE(pipe != nullptr);
  std::string output;
  for (int c = std::fgetc(pipe.get()); c != EOF; c = std::fgetc(pipe.get()))
    output.push_back(static_cast<char>(c));
  return output;
}

/// The oracle's logits after every position of `tokens`.
math::RowMatrix oracleLogits(const model::TransformerConfig& config, const model::TransformerWeights& weights,
                             const std::vector<int>& tokens) {
  const auto path = std::filesystem::path(ES_TEST_TMP) /
                    ("oracle-" + config.family + (config.causal ? "" : "-reader") + ".safetensors");
  writeForOracle(path, config, weights);
  std::string command =
      "/usr/bin/python3 '" ES_SOURCE_DIR "/tests/oracles/transformer_oracle.py' '" + path.string() + "'";
  for (const int token : tokens) command += " " + std::to_string(token);
  std::istringstream numbers(outputOf(command));
  math::RowMatrix logits(static_cast<math::Index>(tokens.size()), config.vocabulary);
  for (math::Index i = 0; i < logits.size(); ++i) REQUIRE(numbers >> logits.data()[i]);
  return logits;
}

}  // namespace

TEST_CASE("Logits agree with the numpy forward passes of llama, GPT-2, llama2.c and the story model") {
  if (!hasNumpy()) {
    WARN("skipped: /usr/bin/python3 has no numpy");
    return;
  }
  for (const model::TransformerConfig& config : allConfigs()) {
    INFO(config.family);
    const auto tokens = randomTokens(config, 70, 5);
    const model::TransformerWeights weights = randomWeights(config, 11);
    const math::RowMatrix expected = oracleLogits(config, weights, tokens);
    const math::RowMatrix actual = logitsOf(model::Transformer(config, weights), tokens);
    CHECK((expected - actual).cwiseAbs().maxCoeff() < 2e-4F);
    CHECK(expected.cwiseAbs().maxCoeff() > 1);
  }
}

TEST_CASE("What a reader guesses at every place agrees with numpy's pass without the triangle") {
  if (!hasNumpy()) {
    WARN("skipped: /usr/bin/python3 has no numpy");
    return;
  }
  const model::TransformerConfig config = readerConfig();
  const auto tokens = randomTokens(config, 70, 5);
  const model::TransformerWeights weights = randomWeights(config, 11);
  const math::RowMatrix expected = oracleLogits(config, weights, tokens);
  const math::RowMatrix actual = guessesOf(model::Transformer(config, weights), tokens);
  CHECK((expected - actual).cwiseAbs().maxCoeff() < 2e-4F);
  model::TransformerConfig writer = storyConfig();
  CHECK((oracleLogits(writer, weights, tokens) - expected).cwiseAbs().maxCoeff() > 0.1F);
}
