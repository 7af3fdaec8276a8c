#pragma once

#include <string_view>

#include "app/look/palette.h"

namespace es::app {

/// A term that a class may not know, with a dotted underline; one sentence that explains it shows when the
/// pointer rests on it.
void term(std::string_view utf8, std::string_view tip);
void term(std::string_view utf8, std::string_view tip, const Color& color);

/// The terms that several pages use, each explained in one sentence.
constexpr std::string_view kLogitTip =
    "A logit is the score that a token gets before the softmax: any number, larger means likelier.";
constexpr std::string_view kEntropyTip =
    "Entropy says how undecided a distribution is; e to its power is the number of equally likely choices "
    "that "
    "would be as undecided.";
constexpr std::string_view kCosineTip =
    "The cosine compares directions alone: 1 the same, 0 at a right angle, −1 opposite.";
constexpr std::string_view kDotTip =
    "The dot product multiplies two vectors number by number and adds everything up: positive along the "
    "direction, "
    "negative against it.";

}  // namespace es::app
