#include "model/table/formats/numpy_texts.h"

#include <fmt/format.h>

#include <Eigen/Core>
#include <algorithm>
#include <array>
#include <cstring>
#include <span>
#include <string>
#include <vector>

#include "base/file_error.h"
#include "base/utf8.h"

namespace es::model {
namespace {

/// Characters of four bytes, padded with zeros.
std::string textOfCharacters(std::span<const char> item, bool isBigEndian) {
  std::string text;
  for (std::size_t at = 0; at + 4 <= item.size(); at += 4) {
    std::array<char, 4> bytes{item[at], item[at + 1], item[at + 2], item[at + 3]};
    if (isBigEndian) std::ranges::reverse(bytes);
    std::uint32_t codepoint = 0;
    std::memcpy(&codepoint, bytes.data(), sizeof(codepoint));
    if (codepoint == 0) break;
    base::appendCodepoint(text, codepoint > 0x10FFFF || (codepoint >= 0xD800 && codepoint < 0xE000)
                                    ? base::kReplacement
                                    : static_cast<char32_t>(codepoint));
  }
  return text;
}

template <typename Number>
std::string numberOf(std::span<const char> item, bool isBigEndian) {
  std::array<char, sizeof(Number)> bytes{};
  std::memcpy(bytes.data(), item.data(), sizeof(Number));
  if (isBigEndian) std::ranges::reverse(bytes);
  Number number{};
  std::memcpy(&number, bytes.data(), sizeof(Number));
  if constexpr (sizeof(Number) == 1) {
    return fmt::to_string(static_cast<int>(number));
  } else if constexpr (std::is_same_v<Number, Eigen::half>) {
    return fmt::to_string(static_cast<float>(number));
  } else {
    return fmt::to_string(number);
  }
}

std::string cellOf(std::span<const char> item, const NumpyArray& array) {
  const bool swap = array.isBigEndian;
  switch (array.kind) {
    case 'U':
      return textOfCharacters(item, swap);
    case 'S':
      return {item.data(), ::strnlen(item.data(), item.size())};
    case 'b':
      return item[0] ? "true" : "false";
    case 'f':
      return array.itemBytes == 2   ? numberOf<Eigen::half>(item, swap)
             : array.itemBytes == 4 ? numberOf<float>(item, swap)
                                    : numberOf<double>(item, swap);
    case 'i':
      return array.itemBytes == 1   ? numberOf<std::int8_t>(item, swap)
             : array.itemBytes == 2 ? numberOf<std::int16_t>(item, swap)
             : array.itemBytes == 4 ? numberOf<std::int32_t>(item, swap)
                                    : numberOf<std::int64_t>(item, swap);
    default:
      return array.itemBytes == 1   ? numberOf<std::uint8_t>(item, swap)
             : array.itemBytes == 2 ? numberOf<std::uint16_t>(item, swap)
             : array.itemBytes == 4 ? numberOf<std::uint32_t>(item, swap)
                                    : numberOf<std::uint64_t>(item, swap);
  }
}

}  // namespace

WordList cellsOfArray(const InputFile& file, const NumpyArray& array) {
  constexpr std::size_t kWindow = std::size_t{4} << 20;
  const auto itemBytes = static_cast<std::size_t>(array.itemBytes);
  const std::size_t perWindow = std::max<std::size_t>(1, kWindow / itemBytes);
  std::vector<char> window(perWindow * itemBytes);
  WordList cells;
  for (std::uint64_t done = 0; done < array.count(); done += perWindow) {
    const auto items = static_cast<std::size_t>(std::min<std::uint64_t>(perWindow, array.count() - done));
    const std::span part(window.data(), items * itemBytes);
    file.read(array.dataOffset + done * itemBytes, std::as_writable_bytes(part));
    for (std::size_t i = 0; i < items; ++i) {
      std::string cell = cellOf(part.subspan(i * itemBytes, itemBytes), array);
      std::ranges::replace(cell, '\0', ' ');
      cells.push_back(cell);
    }
  }
  return cells;
}

}  // namespace es::model
