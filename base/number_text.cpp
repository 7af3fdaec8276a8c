#include "base/number_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
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

constexpr std::string_view kMinus = "\u2212";
constexpr int kMostDecimals = 7;  // of a percentage

/// With so many figures that matter: 29.96, 0.0067; beyond what can be read so, as a power of ten.
std::string figuresText(double value, int figures) {
  if (value == 0) return "0";
  const double size = std::floor(std::log10(std::abs(value)));
  if (size < -4 || size > 9) return toText(value, std::chars_format::scientific, figures - 1);
  return toText(value, std::chars_format::fixed, std::max(0, figures - 1 - static_cast<int>(size)));
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

std::string shownNumber(std::string_view number) {
  constexpr std::array<std::string_view, 10> kRaised{"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  const bool isWord = number.find("inf") != std::string_view::npos;
  const std::size_t power = isWord ? std::string_view::npos : number.find('e');
  std::string shown;
  for (const char c : number.substr(0, power)) c == '-' ? shown.append(kMinus) : shown.append(1, c);
  if (power == std::string_view::npos) return shown;
  std::string_view exponent = number.substr(power + 1);
  shown += "×10";
  if (exponent.starts_with('-')) shown += "⁻";
  exponent.remove_prefix(std::min(exponent.find_first_of("123456789"), exponent.size() - 1));
  for (const char digit : exponent) shown += kRaised[static_cast<std::size_t>(digit - '0')];
  return shown;
}

std::string shownText(double value, int decimals) {
  return shownNumber(fixedText(value, decimals));
}

std::string shownSignedText(double value, int decimals) {
  const std::string text = fixedText(value, decimals);
  const bool isZero = text.find_first_of("123456789i") == std::string::npos;
  return shownNumber(value > 0 && !isZero ? "+" + text : text);
}

std::string percentText(double share, int figures) {
  if (std::isnan(share)) return "?";
  if (share <= 0) return "0 %";
  if (share >= 1) return "100 %";
  const double percent = 100 * share;
  const int size = static_cast<int>(std::floor(std::log10(percent)));
  int decimals = std::max(0, figures - 1 - size);
  if (decimals > kMostDecimals) return "<0.000001 %";
  std::string text = toText(percent, std::chars_format::fixed, decimals);
  // 9.96 of two figures is 10, not 10.0.
  const double rounded = *numberFromText(text);
  if (decimals > 0 && rounded >= std::pow(10.0, size + 1))
    text = toText(percent, std::chars_format::fixed, --decimals);
  while (*numberFromText(text) >= 100 && decimals < kMostDecimals)
    text = toText(percent, std::chars_format::fixed, ++decimals);
  return *numberFromText(text) >= 100 ? ">99.99999 %" : text + " %";
}

QuotientText quotientText(double above, double below) {
  assert(std::isfinite(above) && std::isfinite(below) && above >= 0 && above <= below && below > 0);
  constexpr int kFigures = 4, kMostFigures = 17;
  QuotientText shown;
  shown.result = percentText(above / below, kFigures);
  for (int figures = kFigures; figures <= kMostFigures; ++figures) {
    shown.above = figuresText(above, figures);
    shown.below = figuresText(below, figures);
    if (percentText(*numberFromText(shown.above) / *numberFromText(shown.below), kFigures) == shown.result)
      break;
  }
  shown.above = shownNumber(shown.above);
  shown.below = shownNumber(shown.below);
  return shown;
}

}  // namespace es::base
