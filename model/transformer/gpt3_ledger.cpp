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
  constexpr std::uint64_t vocabulary = 50'257, dims = 12'288, hidden = 4 * dims, headDims = 128;
  constexpr Factor layers{96, " layers"}, heads{96, " heads"};
  return {
      line("embedding W_E", {{vocabulary}, {dims}}),
      line("queries W_Q", {layers, heads, {headDims}, {dims}}),
      line("keys W_K", {layers, heads, {headDims}, {dims}}),
      line("values W_V", {layers, heads, {headDims}, {dims}}),
      line("output W_O", {layers, heads, {dims}, {headDims}}),
      line("up", {layers, {hidden}, {dims}}),
      line("down", {layers, {dims}, {hidden}}),
      line("unembedding W_U", {{vocabulary}, {dims}}),
  };
}

std::uint64_t ledgerTotal(std::span<const LedgerLine> lines) {
  std::uint64_t total = 0;
  for (const LedgerLine& one : lines) total += one.parameters;
  return total;
}

}  // namespace es::model
