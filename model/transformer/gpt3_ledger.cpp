#include "model/transformer/gpt3_ledger.h"

#include <string>

#include "base/file_error.h"
#include "base/number_text.h"

namespace es::model {

namespace {

struct Factor {
  std::uint64_t count;
  const char* noun = "";
};

/// "96 layers x 96 heads x 128 x 12,288" and its product.
LedgerLine line(std::string part, std::initializer_list<Factor> factors) {
  LedgerLine result{std::move(part), "", 1};
  for (const Factor& factor : factors) {
    result.shape += (result.shape.empty() ? "" : " x ") + base::groupedText(factor.count) + factor.noun;
    result.parameters *= factor.count;
  }
  return result;
}

}  // namespace

std::vector<LedgerLine> gpt3Ledger() {
  constexpr std::uint64_t kHidden = 4 * kGpt3Dims, kHeadDims = 128;
  constexpr Factor kLayers{96, " layers"}, kHeads{96, " heads"};
  return {
      line("embedding W_E", {{kGpt3Vocabulary}, {kGpt3Dims}}),
      line("queries W_Q", {kLayers, kHeads, {kHeadDims}, {kGpt3Dims}}),
      line("keys W_K", {kLayers, kHeads, {kHeadDims}, {kGpt3Dims}}),
      line("values W_V", {kLayers, kHeads, {kHeadDims}, {kGpt3Dims}}),
      line("output W_O", {kLayers, kHeads, {kGpt3Dims}, {kHeadDims}}),
      line("up", {kLayers, {kHidden}, {kGpt3Dims}}),
      line("down", {kLayers, {kGpt3Dims}, {kHidden}}),
      line("unembedding W_U", {{kGpt3Vocabulary}, {kGpt3Dims}}),
  };
}

std::uint64_t ledgerTotal(std::span<const LedgerLine> lines) {
  std::uint64_t total = 0;
  for (const LedgerLine& one : lines) total += one.parameters;
  return total;
}

}  // namespace es::model
