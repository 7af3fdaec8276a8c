#include <initializer_list>
#include <iterator>
#include <utility>

#include "base/number_text.h"
#include "model/transformer/transformer_weights.h"

namespace es::model {
namespace {

std::string by(const std::string& a, const std::string& b) {
  return a + " x " + b;
}

std::string layersOf(const TransformerConfig& config) {
  return base::groupedText(config.layers) + (config.layers == 1 ? " layer" : " layers");
}

std::string headsOf(int heads) {
  return base::groupedText(heads) + (heads == 1 ? " head" : " heads");
}

class Ledger {
 public:
  Ledger(const TransformerConfig& config, const TransformerWeights& weights)
      : m_config(config), m_weights(weights) {}

  std::vector<LedgerLine> lines() {
    addTable("embedding W_E", m_weights.embedding);
    addTable("positions W_P", m_weights.positions);
    addHeads("queries W_Q", m_config.heads, &BlockWeights::query);
    addHeads("keys W_K", m_config.kvHeads, &BlockWeights::key);
    addHeads("values W_V", m_config.kvHeads, &BlockWeights::value);
    add("output W_O",
        perLayer(by(headsOf(m_config.heads),
                    by(base::groupedText(m_config.dims), base::groupedText(m_config.headDims)))),
        inBlocks(&BlockWeights::output));
    addMatrix("gate", m_config.hidden, m_config.dims, &BlockWeights::gate);
    addMatrix("up", m_config.hidden, m_config.dims, &BlockWeights::up);
    addMatrix("down", m_config.dims, m_config.hidden, &BlockWeights::down);
    addVectors();
    addUnembedding();
    return std::move(m_lines);
  }

 private:
  using Matrix = WeightMatrix BlockWeights::*;
  using Values = std::vector<float> BlockWeights::*;

  [[nodiscard]] std::uint64_t inBlocks(Matrix matrix) const {
    std::uint64_t sum = 0;
    for (const BlockWeights& block : m_weights.blocks) sum += (block.*matrix).count();
    return sum;
  }
  [[nodiscard]] std::uint64_t inBlocks(std::initializer_list<Values> parts) const {
    std::uint64_t sum = 0;
    for (const BlockWeights& block : m_weights.blocks)
      for (const Values part : parts) sum += (block.*part).size();
    return sum;
  }
  [[nodiscard]] std::string perLayer(const std::string& shape) const { return by(layersOf(m_config), shape); }

  /// Parts that a model has not are left out.
  void add(std::string part, std::string shape, std::uint64_t parameters) {
    if (parameters > 0) m_lines.push_back({std::move(part), std::move(shape), parameters});
  }
  void addTable(std::string part, const WeightMatrix& table) {
    add(std::move(part), by(base::groupedText(table.rows), base::groupedText(table.cols)), table.count());
  }
  void addHeads(std::string part, int heads, Matrix matrix) {
    const std::string shape = by(base::groupedText(m_config.headDims), base::groupedText(m_config.dims));
    add(std::move(part), perLayer(by(headsOf(heads), shape)), inBlocks(matrix));
  }
  void addMatrix(std::string part, int rows, int cols, Matrix matrix) {
    add(std::move(part), perLayer(by(base::groupedText(rows), base::groupedText(cols))), inBlocks(matrix));
  }
  void addVectors() {
    const std::uint64_t norms = inBlocks({&BlockWeights::attentionGain, &BlockWeights::attentionBias,
                                          &BlockWeights::mlpGain, &BlockWeights::mlpBias}) +
                                m_weights.finalGain.size() + m_weights.finalBias.size();
    const std::uint64_t perNorm = m_weights.finalBias.empty() ? 1 : 2;  // gain, bias
    const std::uint64_t count = norms / (perNorm * static_cast<std::uint64_t>(m_config.dims));
    add("biases", layersOf(m_config),
        inBlocks({&BlockWeights::queryBias, &BlockWeights::keyBias, &BlockWeights::valueBias,
                  &BlockWeights::outputBias, &BlockWeights::upBias, &BlockWeights::downBias}));
    add("residual alphas", perLayer(by("2", base::groupedText(m_config.dims))),
        inBlocks({&BlockWeights::attentionAlpha, &BlockWeights::mlpAlpha}));
    add("norms",
        by(base::groupedText(count) + " norms",
           by(base::groupedText(perNorm), base::groupedText(m_config.dims))),
        norms);
  }
  void addUnembedding() {
    if (m_config.tied) {
      m_lines.push_back({"unembedding W_U", "the embedding again (tied)", 0});
    } else {
      addTable("unembedding W_U", m_weights.unembedding);
    }
  }

  const TransformerConfig& m_config;
  const TransformerWeights& m_weights;
  std::vector<LedgerLine> m_lines;
};

}  // namespace

std::vector<LedgerLine> parameterLedger(const TransformerConfig& config, const TransformerWeights& weights) {
  return Ledger(config, weights).lines();
}

std::uint64_t parameterCount(const TransformerConfig& config, const TransformerWeights& weights) {
  std::uint64_t sum = 0;
  for (const LedgerLine& line : parameterLedger(config, weights)) sum += line.parameters;
  return sum;
}

}  // namespace es::model
