// bench_transformer MODEL [TOKENIZER]            tokens a second of a forward pass, one thread, as stored and
// int8 bench_transformer --memory MODEL [TOKENIZER]   what a process that opens it and fills its context
// takes at most bench_transformer --random FILE                writes a llama2.c file of stories15M's shape,
// random weights

#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <random>
#include <stdexcept>
#include <string>

#include "base/progress.h"
#include "bench/timing.h"
#include "model/language_model/language_model.h"

namespace {

using namespace es;

constexpr int kRuns = 5;

/// Normal numbers in tables of a matrix' size: the speed depends on shapes alone.
void writeRandom(const std::string& path) {
  constexpr int kDims = 288, kHidden = 768, kLayers = 6, kHeads = 6, kVocabulary = 32000, kContext = 256;
  const std::array<std::int32_t, 7> header{kDims, kHidden, kLayers, kHeads, kHeads, kVocabulary, kContext};
  std::ofstream file(path, std::ios::binary);
  file.write(reinterpret_cast<const char*>(header.data()), sizeof header);
  std::mt19937 engine(1);
  const auto write = [&](int count, float middle, float spread) {
    std::normal_distribution<float> normal(middle, spread);
    std::vector<float> values(static_cast<std::size_t>(count));
    std::ranges::generate(values, [&] { return normal(engine); });
    file.write(reinterpret_cast<const char*>(values.data()),
               static_cast<std::streamsize>(values.size() * sizeof(float)));
  };
  constexpr float kSpread = 0.06F;
  write(kVocabulary * kDims, 0, kSpread);
  write(kLayers * kDims, 1, kSpread);              // attention's gains
  write(kLayers * kDims * kDims * 4, 0, kSpread);  // queries, keys, values, output
  write(kLayers * kDims, 1, kSpread);              // the MLP's gains
  write(kLayers * kDims * kHidden * 3, 0, kSpread);
  write(kDims, 1, kSpread);
  write(kContext * (kDims / kHeads), 0, kSpread);  // the old tables of RoPE, which nobody reads
  if (!file.flush()) throw std::runtime_error(path + ": could not be written");
}

/// The same model with every matrix as int8.
model::TransformerWeights allInt8(model::TransformerWeights weights) {
  const auto quantize = [](model::WeightMatrix& matrix) { matrix = model::quantized(matrix); };
  quantize(weights.embedding);
  quantize(weights.positions);
  quantize(weights.unembedding);
  for (model::BlockWeights& block : weights.blocks) {
    for (model::WeightMatrix* matrix :
         {&block.query, &block.key, &block.value, &block.output, &block.gate, &block.up, &block.down})
      quantize(*matrix);
  }
  return weights;
}

/// Writes greedily from token 1, as llama2.c's `run -t 0` does, and prints the best of kRuns: whatever else
/// the machine does only takes speed away.
void benchWriting(const model::Transformer& transformer, const std::string& work) {
  const int tokens = std::min(256, transformer.config().context);
  std::vector<float> logits(static_cast<std::size_t>(transformer.config().vocabulary));
  double bestSec = 1e30;
  for (int run = 0; run < kRuns; ++run) {
    const auto start = std::chrono::steady_clock::now();
    model::KvCache cache(transformer.config());
    model::Transformer::Activations activations(transformer.config());
    int token = 1;
    for (int i = 0; i < tokens; ++i) {
      transformer.forward(token, cache, activations, logits);
      token = static_cast<int>(std::ranges::max_element(logits) - logits.begin());
    }
    bestSec =
        std::min(bestSec, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
  std::printf("{\"work\": \"%s\", \"tokens\": %d, \"tokens_per_second\": %.1f}\n", work.c_str(), tokens,
              tokens / bestSec);
  std::fflush(stdout);
}

/// A whole text read with all that is kept of it, as the window reads it at a keystroke.
void benchReading(const model::Transformer& transformer) {
  const int count = std::min(20, transformer.config().context);
  std::vector<int> tokens(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i)
    tokens[static_cast<std::size_t>(i)] = 7 * i % transformer.config().vocabulary;
  double bestSec = 1e30;
  for (int run = 0; run < kRuns; ++run) {
    const auto start = std::chrono::steady_clock::now();
    model::readTokens(transformer, tokens, nullptr, true, es::base::ignoreProgress());
    bestSec =
        std::min(bestSec, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
  std::printf("{\"work\": \"reading as stored\", \"tokens\": %d, \"ms\": %.2f}\n", count, 1e3 * bestSec);
  std::fflush(stdout);
}

/// The most that this process has had resident, in bytes (Linux).
double peakBytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return 1024.0 * static_cast<double>(usage.ru_maxrss);
}

void benchMemory(const std::string& path, const std::optional<std::filesystem::path>& tokenizer) {
  const auto language = model::readModel(path, tokenizer, es::base::ignoreProgress());
  const model::TransformerConfig& config = language->config();
  const std::vector<int> tokens(static_cast<std::size_t>(config.context), 1);
  const auto reading =
      model::readTokens(*language->transformer, tokens, nullptr, false, es::base::ignoreProgress());
  const double cache = 2.0 * 4 * config.layers * config.context * config.kvDims();
  std::printf("{\"weights_mb\": %.2f, \"cache_mb\": %.2f, \"peak_mb\": %.2f}\n",
              static_cast<double>(language->transformer->weights().bytes()) / 1e6, cache / 1e6,
              peakBytes() / 1e6);
}

void run(const std::string& path, const std::optional<std::filesystem::path>& tokenizer) {
  const auto language = model::readModel(path, tokenizer, es::base::ignoreProgress());
  benchReading(*language->transformer);
  if (!language->config().causal) return;  // it writes nothing
  benchWriting(*language->transformer, "forward pass as stored");
  const model::Transformer int8(language->config(), allInt8(language->transformer->weights()));
  benchWriting(int8, "forward pass int8");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: bench_transformer [--memory] MODEL [TOKENIZER] | --random FILE\n");
    return 2;
  }
  try {
    const std::string first = argv[1];
    const auto pathAt = [&](int i) {
      return i < argc ? std::optional<std::filesystem::path>(argv[i]) : std::nullopt;
    };
    if (first == "--random" && argc > 2) {
      writeRandom(argv[2]);
    } else if (first == "--memory" && argc > 2) {
      benchMemory(argv[2], pathAt(3));
    } else {
      run(first, pathAt(2));
    }
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "bench_transformer: %s\n", error.what());
    return 1;
  }
}
