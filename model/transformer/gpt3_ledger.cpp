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
  constexpr std::uint64_t kVocabulary = 50'257, kDims = 12'288, kHidden = 4 * kDims, kHeadDims = 128;
  constexpr Factor kLayers{96, " layers"}, kHeads{96, " heads"};
  return {
      line("embedding W_E", {{kVocabulary}, {kDims}}),
      line("queries W_Q", {kLayers, kHeads, {kHeadDims}, {kDims}}),
      line("keys W_K", {kLayers, kHeads, {kHeadDims}, {kDims}}),
      line("values W_V", {kLayers, kHeads, {kHeadDims}, {kDims}}),
      line("output W_O", {kLayers, kHeads, {kDims}, {kHeadDims}}),
      line("up", {kLayers, {kHidden}, {kDims}}),
      line("down", {kLayers, {kDims}, {kHidden}}),
      line("unembedding W_U", {{kVocabulary}, {kDims}}),
  };
}

std::uint64_t ledgerTotal(std::span<const LedgerLine> lines) {
  std::uint64_t total = 0;
  for (const LedgerLine& one : lines) total += one.parameters;
  return total;
}

}  // namespace es::model
