#pragma once

#include <string>

#include "math/formula/expression.h"

namespace es::app {

/// "king − man + woman": the formula for the eye, with a true minus sign and control characters made visible.
[[nodiscard]] std::string formulaTitle(const math::Expression& expression);

/// "0.5·cat": a term without its sign.
[[nodiscard]] std::string termTitle(const math::Term& term);
/// Goes on with a term and its sign; the first is signed only where it is subtracted.
void appendTerm(std::string& title, const math::Term& term);

}  // namespace es::app
