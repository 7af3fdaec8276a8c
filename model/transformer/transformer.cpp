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

/// `count`: the positions that the token attends to.
void makeRoom(TokenRecord& record, const TransformerConfig& config, std::size_t count) {
  record.steps.resize(config.halfSteps(), config.dims);
  record.attention.resize(math::Index{config.layers} * config.heads, static_cast<math::Index>(count));
}

}  // namespace

/// A token between two layers.
struct Transformer::TokenState {
  std::vector<float> stream;  // (dims)
  std::vector<float> query;   // (queryDims), rotated
  float radius = 0;           // of the shell
};

Transformer::Transformer(TransformerConfig config, TransformerWeights weights)
    : m_config(std::move(config)), m_weights(std::move(weights)) {
  assert(fits(m_config, m_weights));
}

Transformer::~Transformer() = default;

void Transformer::forward(int token, KvCache& cache, Activations& a, std::span<float> logits,
                          TokenRecord* record) const {
  assert(m_config.causal && token >= 0 && token < m_config.vocabulary);
  assert(logits.empty() || std::ssize(logits) == m_config.vocabulary);
  const auto count = static_cast<std::size_t>(cache.size()) + 1;
  if (record) makeRoom(*record, m_config, count);
  cache.makeRoom(cache.size() + 1);
  embed(token, cache.size(), a);
  keepStep(record, 0, a.m_stream);
  for (int layer = 0; layer < m_config.layers; ++layer) {
    project(layer, cache, a);
    attend(layer, count, cache, a, record);
    finishLayer(layer, a, record);
  }
  ++cache.m_size;
  finish(a, logits, record);
}

std::vector<Transformer::TokenState> Transformer::embedAll(const Whole& whole, KvCache& cache,
                                                           Activations& a) const {
  std::vector<TokenState> states;
  states.reserve(whole.tokens.size());
  for (std::size_t i = 0; i < whole.tokens.size(); ++i) {
    embed(whole.tokens[i], static_cast<int>(i), a);
    if (TokenRecord* record = whole.recordOf(i)) {
      makeRoom(*record, m_config, whole.tokens.size());
      keepStep(record, 0, a.m_stream);
    }
    states.push_back({a.m_stream, a.m_query, a.m_radius});
  }
  cache.makeRoom(static_cast<int>(states.size()));
  return states;
}

void Transformer::projectAll(int layer, std::vector<TokenState>& states, KvCache& cache,
                             Activations& a) const {
  cache.m_size = 0;
  for (TokenState& state : states) {
    a.m_stream = state.stream;
    a.turnTo(cache.m_size);
    project(layer, cache, a);
    state.query = a.m_query;
    ++cache.m_size;
  }
}

// Layer by layer, since a token needs the keys and values of those that follow it.
void Transformer::forwardWhole(const Whole& whole, KvCache& cache, Activations& a,
                               const base::Progress& progress) const {
  assert(!m_config.causal && cache.size() == 0 && !whole.tokens.empty());
  assert(whole.logits.empty() || std::ssize(whole.logits) == m_config.vocabulary);
  std::vector<TokenState> states = embedAll(whole, cache, a);
  for (int layer = 0; layer < m_config.layers; ++layer) {
    progress(static_cast<double>(layer) / m_config.layers);
    projectAll(layer, states, cache, a);
    for (std::size_t i = 0; i < states.size(); ++i) {
      a.m_stream = states[i].stream;
      a.m_query = states[i].query;
      a.m_radius = states[i].radius;
      attend(layer, states.size(), cache, a, whole.recordOf(i));
      finishLayer(layer, a, whole.recordOf(i));
      states[i].stream = a.m_stream;
    }
  }
  for (std::size_t i = 0; i < states.size(); ++i) {
    a.m_stream = states[i].stream;
    finish(a, i == whole.guessed ? whole.logits : std::span<float>(), whole.recordOf(i));
  }
}

void Transformer::finishLayer(int layer, Activations& a, TokenRecord* record) const {
  const BlockWeights& block = m_weights.blocks[static_cast<std::size_t>(layer)];
  addUpdate(block.attentionAlpha, a);
  keepStep(record, 2 * layer + 1, a.m_stream);
  runMlp(block, a);
  addUpdate(block.mlpAlpha, a);
  keepStep(record, 2 * layer + 2, a.m_stream);
}

void Transformer::finish(Activations& a, std::span<float> logits, TokenRecord* record) const {
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
