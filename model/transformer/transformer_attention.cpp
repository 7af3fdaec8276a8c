#include <algorithm>
#include <cmath>

#include "model/transformer/transformer.h"
#include "model/transformer/vector_kernels.h"

namespace es::model {
namespace {

std::size_t blocksFor(int size) {
  return static_cast<std::size_t>(wholeBlocks(size));
}

/// The plane of RoPE that is spanned by dimensions `first` and `second` of a head.
struct Pair {
  std::size_t first, second;
};

Pair pairOf(PositionKind kind, std::size_t plane, std::size_t planes) {
  return kind == PositionKind::RotaryAdjacent ? Pair{2 * plane, 2 * plane + 1} : Pair{plane, plane + planes};
}

}  // namespace

Transformer::Activations::Activations(const TransformerConfig& config)
    : m_stream(static_cast<std::size_t>(config.dims)),
      m_normed(config.dims),
      m_query(static_cast<std::size_t>(config.queryDims())),
      m_key(static_cast<std::size_t>(config.kvDims())),
      m_value(static_cast<std::size_t>(config.kvDims())),
      m_attended(config.queryDims()),
      m_hidden(config.hidden),
      m_up(blocksFor(config.hidden)),
      m_update(static_cast<std::size_t>(config.dims)) {
  if (config.positions != PositionKind::Learned) {
    for (int i = 0; i < config.headDims; i += 2) {
      m_frequencies.push_back(
          std::pow(static_cast<double>(config.ropeBase), -i / static_cast<double>(config.headDims)));
    }
    m_cosines.resize(m_frequencies.size());
    m_sines.resize(m_frequencies.size());
  }
}

void Transformer::Activations::turnTo(int position) {
  for (std::size_t i = 0; i < m_frequencies.size(); ++i) {
    m_cosines[i] = static_cast<float>(std::cos(position * m_frequencies[i]));
    m_sines[i] = static_cast<float>(std::sin(position * m_frequencies[i]));
  }
}

void Transformer::Activations::rotate(PositionKind kind, std::span<float> heads) const {
  const std::size_t planes = m_frequencies.size();
  if (kind == PositionKind::Learned) return;
  for (std::size_t head = 0; head < heads.size(); head += 2 * planes) {
    for (std::size_t plane = 0; plane < planes; ++plane) {
      const auto [first, second] = pairOf(kind, plane, planes);
      float& x = heads[head + first];
      float& y = heads[head + second];
      const float turned = x * m_cosines[plane] - y * m_sines[plane];
      y = x * m_sines[plane] + y * m_cosines[plane];
      x = turned;
    }
  }
}

void Transformer::project(int layer, KvCache& cache, Activations& a) const {
  const BlockWeights& block = m_weights.blocks[static_cast<std::size_t>(layer)];
  normalize(a.m_stream, block.attentionGain, block.attentionBias, a.m_normed);
  multiply(block.query, a.m_normed, a.m_query.data());
  multiply(block.key, a.m_normed, a.m_key.data());
  multiply(block.value, a.m_normed, a.m_value.data());
  add(block.queryBias, a.m_query.data());
  add(block.keyBias, a.m_key.data());
  add(block.valueBias, a.m_value.data());
  a.rotate(m_config.positions, a.m_query);
  a.rotate(m_config.positions, a.m_key);
  cache.write(layer, a.m_key, a.m_value);
}

void Transformer::attend(int layer, std::size_t count, const KvCache& cache, Activations& a,
                         TokenRecord* record) const {
  const BlockWeights& block = m_weights.blocks[static_cast<std::size_t>(layer)];
  a.m_scores.resize(std::max(a.m_scores.size(), static_cast<std::size_t>(cache.m_capacity)));
  const std::span<const float> weights(a.m_scores.data(), count);
  for (int head = 0; head < m_config.heads; ++head) {
    attendHead(layer, head, count, cache, a);
    if (record) std::ranges::copy(weights, record->attention.row(layer * m_config.heads + head).data());
  }
  multiply(block.output, a.m_attended, a.m_update.data());
  add(block.outputBias, a.m_update.data());
}

void Transformer::attendHead(int layer, int head, std::size_t count, const KvCache& cache,
                             Activations& a) const {
  const auto size = static_cast<std::size_t>(m_config.headDims);
  const std::size_t first = static_cast<std::size_t>(head) * size;
  const int kvHead = head / (m_config.heads / m_config.kvHeads);
  const std::span<const float> query(a.m_query.data() + first, size);
  const std::span<float> weights(a.m_scores.data(), count);
  const float scale = 1 / std::sqrt(static_cast<float>(m_config.headDims));
  keyScores(query, cache.keys(layer, kvHead), scale, weights);
  softmaxBlocks(weights);
  // Writes whole strides: what goes beyond this head's part is the next head's, which comes after, or spare
  // room.
  weightedValues(weights, cache.values(layer, kvHead), cache.valueStride(),
                 a.m_attended.rewrite().data() + first);
}

}  // namespace es::model
