#include "model/transformer/transformer.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "model/transformer/vector_kernels.h"

namespace es::model {
namespace {

bool hasShape(const WeightMatrix& matrix, int rows, int cols) {
  return matrix.rows == rows && matrix.cols == cols;
}

bool hasSize(const std::vector<float>& values, int size) {
  return std::ssize(values) == size;
}

bool isAbsentOrHasSize(const std::vector<float>& values, int size) {
  return values.empty() || hasSize(values, size);
}

bool normFits(const TransformerConfig& c, const std::vector<float>& gain, const std::vector<float>& bias) {
  return hasSize(gain, c.dims) && hasSize(bias, c.norm == NormKind::Layer ? c.dims : 0);
}

bool attentionFits(const TransformerConfig& c, const BlockWeights& b) {
  return normFits(c, b.attentionGain, b.attentionBias) && hasShape(b.query, c.queryDims(), c.dims) &&
         hasShape(b.key, c.kvDims(), c.dims) && hasShape(b.value, c.kvDims(), c.dims) &&
         hasShape(b.output, c.dims, c.queryDims()) && isAbsentOrHasSize(b.queryBias, c.queryDims()) &&
         isAbsentOrHasSize(b.keyBias, c.kvDims()) && isAbsentOrHasSize(b.valueBias, c.kvDims()) &&
         isAbsentOrHasSize(b.outputBias, c.dims);
}

bool mlpFits(const TransformerConfig& c, const BlockWeights& b) {
  return normFits(c, b.mlpGain, b.mlpBias) &&
         (c.mlp == MlpKind::GeluTanh || hasShape(b.gate, c.hidden, c.dims)) &&
         hasShape(b.up, c.hidden, c.dims) && hasShape(b.down, c.dims, c.hidden) &&
         isAbsentOrHasSize(b.upBias, c.hidden) && isAbsentOrHasSize(b.downBias, c.dims);
}

bool alphasFit(const TransformerConfig& c, const BlockWeights& b) {
  return c.residual == ResidualKind::Add ||
         (hasSize(b.attentionAlpha, c.dims) && hasSize(b.mlpAlpha, c.dims));
}

[[maybe_unused]] bool fits(const TransformerConfig& c, const TransformerWeights& w) {
  const bool learned = c.positions == PositionKind::Learned;
  return c.heads % c.kvHeads == 0 && (learned || c.headDims % 2 == 0) &&
         hasShape(w.embedding, c.vocabulary, c.dims) &&
         (!learned || hasShape(w.positions, c.context, c.dims)) &&
         (c.tied || hasShape(w.unembedding, c.vocabulary, c.dims)) && normFits(c, w.finalGain, w.finalBias) &&
         std::ssize(w.blocks) == c.layers && std::ranges::all_of(w.blocks, [&](const BlockWeights& block) {
           return attentionFits(c, block) && mlpFits(c, block) && alphasFit(c, block);
         });
}

/// Row `step` of the record, where one is kept.
void keepStep(TokenRecord* record, int step, std::span<const float> state) {
  if (record) std::ranges::copy(state, record->steps.row(step).data());
}

}  // namespace

Transformer::Transformer(TransformerConfig config, TransformerWeights weights)
    : m_config(std::move(config)), m_weights(std::move(weights)) {
  assert(fits(m_config, m_weights));
}

Transformer::~Transformer() = default;

void Transformer::forward(int token, KvCache& cache, Activations& a, std::span<float> logits,
                          TokenRecord* record) const {
  assert(token >= 0 && token < m_config.vocabulary);
  assert(logits.empty() || std::ssize(logits) == m_config.vocabulary);
  if (record) {
    record->steps.resize(m_config.halfSteps(), m_config.dims);
    record->attention.resize(math::Index{m_config.layers} * m_config.heads, cache.size() + 1);
  }
  cache.makeRoom();
  embed(token, cache.size(), a);
  keepStep(record, 0, a.m_stream);
  for (int layer = 0; layer < m_config.layers; ++layer) {
    const BlockWeights& block = m_weights.blocks[static_cast<std::size_t>(layer)];
    attend(layer, cache, a, record);
    addUpdate(block.attentionAlpha, a);
    keepStep(record, 2 * layer + 1, a.m_stream);
    runMlp(block, a);
    addUpdate(block.mlpAlpha, a);
    keepStep(record, 2 * layer + 2, a.m_stream);
  }
  ++cache.m_size;
  normalize(a.m_stream, m_weights.finalGain, m_weights.finalBias, a.m_normed);
  keepStep(record, m_config.halfSteps() - 1, a.m_normed.values());
  if (!logits.empty()) multiply(m_weights.output(m_config), a.m_normed, logits.data());
}

void Transformer::embed(int token, int position, Activations& a) const {
  m_weights.embedding.readRow(token, a.m_stream.data());
  a.m_radius = vectorLength(a.m_stream);
  if (m_config.positions == PositionKind::Learned) {
    m_weights.positions.readRow(position, a.m_update.data());
    add(a.m_update, a.m_stream.data());
  } else {
    a.turnTo(position);
  }
}

void Transformer::runMlp(const BlockWeights& block, Activations& a) const {
  normalize(a.m_stream, block.mlpGain, block.mlpBias, a.m_normed);
  const std::span<float> hidden = a.m_hidden.rewrite();
  if (m_config.mlp == MlpKind::SwiGlu) {
    multiply(block.gate, a.m_normed, hidden.data());
    multiply(block.up, a.m_normed, a.m_up.data());
    add(block.upBias, a.m_up.data());
    swiGlu(hidden, a.m_up.data());
  } else {
    multiply(block.up, a.m_normed, hidden.data());
    add(block.upBias, hidden.data());
    geluTanh(hidden);
  }
  multiply(block.down, a.m_hidden, a.m_update.data());
  add(block.downBias, a.m_update.data());
}

void Transformer::addUpdate(const std::vector<float>& alpha, Activations& a) const {
  if (m_config.residual == ResidualKind::Shell) {
    stepOnShell(a.m_stream, a.m_update, alpha.data(), a.m_radius);
  } else {
    add(a.m_update, a.m_stream.data());
  }
}

void Transformer::normalize(std::span<const float> state, const std::vector<float>& gain,
                            const std::vector<float>& bias, ProductInput& out) const {
  if (m_config.norm == NormKind::Rms) {
    rmsNorm(state, gain, m_config.normEpsilon, out.rewrite().data());
  } else {
    layerNorm(state, gain, bias, m_config.normEpsilon, out.rewrite().data());
  }
}

void Transformer::lens(std::span<const float> state, bool normed, std::span<float> logits) const {
  assert(std::ssize(state) == m_config.dims && std::ssize(logits) == m_config.vocabulary);
  ProductInput input(m_config.dims);
  if (normed) {
    std::ranges::copy(state, input.rewrite().begin());
  } else {
    normalize(state, m_weights.finalGain, m_weights.finalBias, input);
  }
  multiply(m_weights.output(m_config), input, logits.data());
}

math::Vector Transformer::embedding(int token) const {
  math::Vector vector(m_config.dims);
  m_weights.embedding.readRow(token, vector.data());
  return vector;
}

double Transformer::workPerToken() const {
  auto work = static_cast<double>(m_weights.output(m_config).count());
  for (const BlockWeights& block : m_weights.blocks) {
    for (const WeightMatrix* matrix :
         {&block.query, &block.key, &block.value, &block.output, &block.gate, &block.up, &block.down})
      work += static_cast<double>(matrix->count());
  }
  return work;
}

}  // namespace es::model
