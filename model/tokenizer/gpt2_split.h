#pragma once

#include <string_view>
#include <vector>

namespace es::model {

/// Cuts text by GPT-2's expression (github.com/openai/gpt-2, src/encoder.py):
/// 's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
/// where \s is Unicode's White_Space, and a byte that is not UTF-8 is neither space, letter nor number. The
/// parts follow each other without a gap.
std::vector<std::string_view> gpt2Split(std::string_view text);

/// Every number \p{N} by itself, and what lies between them.
std::vector<std::string_view> splitDigits(std::string_view text);

}  // namespace es::model
