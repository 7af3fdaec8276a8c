#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace es::base {

/// Numbers as text, the same under every locale.

/// The whole of `text` as a number ("-0.5", "1e3", "inf"); nothing for anything else, NaN and overflow
/// included.
std::optional<double> numberFromText(std::string_view text);
/// The whole of `text` as a number without sign or point; nothing for anything else, overflow included.
std::optional<std::uint64_t> countFromText(std::string_view text);

/// The shortest text that reads back as the same double; "inf" for infinity.
std::string numberText(double value);
/// With `decimals` places; large values (from 1e7) in scientific notation, so that columns stay columns.
std::string fixedText(double value, int decimals);
/// "+3.672", "-2.217".
std::string signedText(double value, int decimals);
/// "40,213".
std::string groupedText(std::uint64_t value);
template <std::signed_integral Count>  // of something: not negative
std::string groupedText(Count count) {
  return groupedText(static_cast<std::uint64_t>(count));
}
/// The double with the shortest decimal form that a float has: 0.847 instead of 0.847000002861.
double shortestDouble(float value);
/// The same of a double that is a float; any other as it is.
double shortestDouble(double value);

}  // namespace es::base
