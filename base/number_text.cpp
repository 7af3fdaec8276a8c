#include "base/number_text.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace es::base {

namespace {

template <class... Format>
std::string toText(double value, Format... format) {
  std::array<char, 64> buffer{};
  const auto [end, failure] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, format...);
  return failure == std::errc{} ? std::string(buffer.data(), end) : std::string("?");
}

}  // namespace

std::optional<double> numberFromText(std::string_view text) {
  if (text.starts_with('+') && !text.starts_with("+-")) text.remove_prefix(1);
  double value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc{} || end != text.data() + text.size() || std::isnan(value)) return std::nullopt;
  return value;
}

std::optional<std::uint64_t> countFromText(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string numberText(double value) {
  return toText(value);
}

std::string fixedText(double value, int decimals) {
  if (std::isfinite(value) && std::abs(value) >= 1e7) return toText(value, std::chars_format::scientific, 3);
  const std::string text = toText(value, std::chars_format::fixed, decimals);
  const bool roundedToZero = text.find_first_not_of("-0.") == std::string::npos;
  return roundedToZero && text.starts_with('-') ? text.substr(1) : text;
}

std::string signedText(double value, int decimals) {
  std::string text = fixedText(value, decimals);
  if (value > 0) text.insert(text.begin(), '+');
  return text;
}

std::string groupedText(std::uint64_t value) {
  const std::string digits = fmt::to_string(value);
  std::string grouped;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) grouped += ',';
    grouped += digits[i];
  }
  return grouped;
}

double shortestDouble(double value) {
  if (!(std::abs(value) <= static_cast<double>(std::numeric_limits<float>::max()))) return value;
  const auto narrow = static_cast<float>(value);
  return static_cast<double>(narrow) == value ? shortestDouble(narrow) : value;
}

double shortestDouble(float value) {
  std::array<char, 32> buffer{};
  const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  double result = static_cast<double>(value);
  std::from_chars(buffer.data(), written.ptr, result);
  return result;
}

}  // namespace es::base
