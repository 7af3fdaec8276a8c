#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/transformer/transformer_weights.h"

namespace es::model {

inline constexpr std::uint64_t kGpt3Vocabulary = 50'257, kGpt3Dims = 12'288;

/// GPT-3's ledger from its published sizes (Brown et al. 2020, table 2.1, 175B; vocabulary of GPT-2): weights
/// of matrices only, without positions, norms and biases. Parts are named as parameterLedger names them.
std::vector<LedgerLine> gpt3Ledger();

std::uint64_t ledgerTotal(std::span<const LedgerLine> lines);

}  // namespace es::model
