#pragma once

#include <string>
#include <string_view>

namespace es::base {

/// `bytes` with every byte that is no UTF-8 replaced by U+FFFD and every control character by U+2400 + c (so
/// that escape codes are inert): how a word is shown. The bytes in the vocabulary stay what the file had.
std::string displayText(std::string_view bytes);

}  // namespace es::base
