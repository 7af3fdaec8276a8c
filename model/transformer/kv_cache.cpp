#include <algorithm>
#include <cassert>

#include "model/transformer/transformer.h"
#include "model/transformer/vector_kernels.h"

namespace es::model {
namespace {

constexpr std::ptrdiff_t kFirstCapacity = 4 * kBlock;

}  // namespace

KvCache::KvCache(const TransformerConfig& config)
    : m_shape{config.layers, config.kvHeads, config.headDims, config.context} {}

std::ptrdiff_t KvCache::valueStride() const {
  return wholeBlocks(m_shape.headDims, 8);
}

std::ptrdiff_t KvCache::keysAt(std::ptrdiff_t head, std::ptrdiff_t position) const {
  return (head * m_capacity + position / kBlock * kBlock) * m_shape.headDims + position % kBlock;
}

std::ptrdiff_t KvCache::valuesAt(std::ptrdiff_t head, std::ptrdiff_t position) const {
  return (head * m_capacity + position) * valueStride();
}

const float* KvCache::keys(int layer, int kvHead) const {
  return m_keys.data() + keysAt(layer * m_shape.kvHeads + kvHead, 0);
}

const float* KvCache::values(int layer, int kvHead) const {
  return m_values.data() + valuesAt(layer * m_shape.kvHeads + kvHead, 0);
}

KvCache KvCache::prefix(int size) const {
  assert(size >= 0 && size <= m_size);
  return copied(size, wholeBlocks(size));
}

void KvCache::makeRoom(int positions) {
  assert(positions <= m_shape.context);
  if (positions <= m_capacity) return;
  const std::ptrdiff_t wanted = std::max({kFirstCapacity, 2 * m_capacity, wholeBlocks(positions)});
  *this = copied(m_size, std::min(wanted, wholeBlocks(m_shape.context)));
}

KvCache KvCache::copied(int size, std::ptrdiff_t capacity) const {
  KvCache copy(m_shape);
  copy.m_size = size;
  copy.m_capacity = capacity;
  const std::ptrdiff_t heads = std::ptrdiff_t{m_shape.layers} * m_shape.kvHeads;
  copy.m_keys.resize(static_cast<std::size_t>(heads * capacity * m_shape.headDims));
  copy.m_values.resize(static_cast<std::size_t>(heads * capacity * valueStride()));
  const std::ptrdiff_t blocks = size / kBlock * kBlock;  // positions of the full ones
  for (std::ptrdiff_t head = 0; head < heads; ++head) {
    std::copy_n(m_keys.data() + keysAt(head, 0), blocks * m_shape.headDims,
                copy.m_keys.data() + copy.keysAt(head, 0));
    for (std::ptrdiff_t position = blocks; position < size; ++position) {
      const float* from = m_keys.data() + keysAt(head, position);
      float* to = copy.m_keys.data() + copy.keysAt(head, position);
      for (std::ptrdiff_t i = 0; i < m_shape.headDims; ++i) to[i * kBlock] = from[i * kBlock];
    }
    std::copy_n(m_values.data() + valuesAt(head, 0), size * valueStride(),
                copy.m_values.data() + copy.valuesAt(head, 0));
  }
  return copy;
}

void KvCache::write(int layer, std::span<const float> key, std::span<const float> value) {
  for (std::ptrdiff_t kvHead = 0; kvHead < m_shape.kvHeads; ++kvHead) {
    const std::ptrdiff_t head = std::ptrdiff_t{layer} * m_shape.kvHeads + kvHead;
    float* keyTo = m_keys.data() + keysAt(head, m_size);
    for (std::ptrdiff_t i = 0; i < m_shape.headDims; ++i)
      keyTo[i * kBlock] = key.data()[kvHead * m_shape.headDims + i];
    std::copy_n(value.data() + kvHead * m_shape.headDims, m_shape.headDims,
                m_values.data() + valuesAt(head, m_size));
  }
}

}  // namespace es::model
