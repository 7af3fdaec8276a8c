#include "render/utf8.h"

#include <cassert>
#include <cstddef>

namespace es::render {
namespace {

// What the first byte says: how many more bytes follow and within what the first of them must lie.
struct Lead {
  std::size_t more = 0;
  unsigned low = 0x80;
  unsigned high = 0xBF;
  unsigned bits = 0;
};

// Table 3-7 of the Unicode Standard. more == 0: cannot start a sequence.
Lead leadOf(unsigned byte) {
  if (byte >= 0xC2 && byte <= 0xDF) return {1, 0x80, 0xBF, byte & 0x1FU};
  if (byte == 0xE0) return {2, 0xA0, 0xBF, 0};
  if (byte == 0xED) return {2, 0x80, 0x9F, 0xD};
  if (byte >= 0xE1 && byte <= 0xEF) return {2, 0x80, 0xBF, byte & 0xFU};
  if (byte == 0xF0) return {3, 0x90, 0xBF, 0};
  if (byte >= 0xF1 && byte <= 0xF3) return {3, 0x80, 0xBF, byte & 0x7U};
  if (byte == 0xF4) return {3, 0x80, 0x8F, 4};
  return {};
}

}  // namespace

char32_t takeCodepoint(std::string_view& rest) {
  assert(!rest.empty());
  const auto byteAt = [&rest](std::size_t i) { return static_cast<unsigned char>(rest[i]); };
  const unsigned first = byteAt(0);
  const Lead lead = leadOf(first);
  if (lead.more == 0) {
    rest.remove_prefix(1);
    return first < 0x80 ? static_cast<char32_t>(first) : kReplacement;
  }
  unsigned value = lead.bits;
  for (std::size_t i = 1; i <= lead.more; ++i) {
    const unsigned low = i == 1 ? lead.low : 0x80U;
    const unsigned high = i == 1 ? lead.high : 0xBFU;
    if (i >= rest.size() || byteAt(i) < low || byteAt(i) > high) {
      rest.remove_prefix(i);
      return kReplacement;
    }
    value = (value << 6U) | (byteAt(i) & 0x3FU);
  }
  rest.remove_prefix(lead.more + 1);
  return static_cast<char32_t>(value);
}

}  // namespace es::render
