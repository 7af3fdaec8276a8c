#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace es::base {

/// Numbers as text, the same under every locale. The first group is for files, commands and their answers;
/// the second, from shownText on, is for people: what panels, labels and captions show.

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

/// For people, with a real minus sign (U+2212): "0.783", "−2.217"; never "−0.000".
std::string shownText(double value, int decimals = 3);
/// The same with its sign: "+3.672", "−2.217", "0.000".
std::string shownSignedText(double value, int decimals = 3);
/// One number of the functions above as people write it: "−6.5×10⁻⁹" for "-6.5e-09".
std::string shownNumber(std::string_view number);
/// A share of 1 in per cent, with as many figures as matter: "61 %", "0.0034 %". Only 1 is "100 %" and only 0
/// is "0 %": what is nearly 1 gets more figures ("99.7 %"), what is below a millionth of a per cent says so.
std::string percentText(double share, int figures = 2);
/// A quotient as it is written: both numbers with so many figures that the printed quotient, rounded as
/// percentText(.., 4) rounds, is the printed result.
struct QuotientText {
  std::string above, below, result;
};
/// 0 <= above <= below, both finite, below > 0 (asserted).
QuotientText quotientText(double above, double below);

}  // namespace es::base
