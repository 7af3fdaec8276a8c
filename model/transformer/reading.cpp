#include <algorithm>
#include <cassert>
#include <utility>

#include "base/progress.h"
#include "model/transformer/transformer.h"

namespace es::model {
namespace {

/// How many positions of `before` may be kept: as far as both begin alike and the records that are wanted are
/// there, but not the last token, whose logits are wanted anew.
std::size_t keptPositions(const std::vector<int>& tokens, const Reading* before, bool keepRecords) {
  if (!before || (keepRecords && before->records.empty())) return 0;
  const auto parting = std::ranges::mismatch(tokens, before->tokens).in1;
  return std::min(static_cast<std::size_t>(parting - tokens.begin()), tokens.size() - 1);
}

bool isAll(const Reading& before, const std::vector<int>& tokens, bool keepRecords) {
  return before.tokens == tokens && before.records.empty() != keepRecords;
}

std::optional<std::size_t> lastGap(const std::vector<int>& tokens, int mask) {
  const auto last = std::ranges::find(tokens.rbegin(), tokens.rend(), mask);
  if (last == tokens.rend()) return std::nullopt;
  return static_cast<std::size_t>(tokens.rend() - last) - 1;
}

std::shared_ptr<const Reading> readBothWays(const Transformer& transformer, std::vector<int> tokens,
                                            bool keepRecords, const base::Progress& progress) {
  const TransformerConfig& config = transformer.config();
  const auto gap = lastGap(tokens, config.mask);
  Reading reading{std::move(tokens), KvCache(config), {}, {}, gap};
  if (keepRecords) reading.records.resize(reading.tokens.size());
  if (gap) reading.logits.resize(static_cast<std::size_t>(config.vocabulary));
  Transformer::Activations activations(config);
  transformer.forwardWhole({reading.tokens, reading.records, gap.value_or(0), reading.logits}, reading.cache,
                           activations, progress);
  return std::make_shared<Reading>(std::move(reading));
}

}  // namespace

std::shared_ptr<const Reading> readTokens(const Transformer& transformer, std::vector<int> tokens,
                                          const Reading* before, bool keepRecords,
                                          const base::Progress& progress) {
  assert(!tokens.empty() && std::ssize(tokens) <= transformer.config().context);
  if (before && isAll(*before, tokens, keepRecords)) return std::make_shared<Reading>(*before);
  if (!transformer.config().causal)
    return readBothWays(transformer, std::move(tokens), keepRecords, progress);
  const std::size_t kept = keptPositions(tokens, before, keepRecords);
  const std::size_t count = tokens.size();
  Reading reading{std::move(tokens),
                  kept > 0 ? before->cache.prefix(static_cast<int>(kept)) : KvCache(transformer.config()),
                  {},
                  std::vector<float>(static_cast<std::size_t>(transformer.config().vocabulary))};
  if (keepRecords) {
    if (kept > 0) {
      reading.records.assign(before->records.begin(),
                             before->records.begin() + static_cast<std::ptrdiff_t>(kept));
    }
    reading.records.resize(count);
  }
  Transformer::Activations activations(transformer.config());
  for (std::size_t i = kept; i < count; ++i) {
    progress(static_cast<double>(i - kept) / static_cast<double>(count - kept));
    const std::span<float> logits = i + 1 == count ? std::span<float>(reading.logits) : std::span<float>();
    transformer.forward(reading.tokens[i], reading.cache, activations, logits,
                        keepRecords ? &reading.records[i] : nullptr);
  }
  return std::make_shared<Reading>(std::move(reading));
}

}  // namespace es::model
