#include "app/document/formula_title.h"

#include <fmt/format.h>

#include <cmath>

#include "base/display_text.h"

namespace es::app {
namespace {

std::string factorText(double factor) {
  const double magnitude = std::abs(factor);
  if (magnitude == 1.0) return {};
  return fmt::format("{:.3g}·", magnitude);
}

}  // namespace

std::string termTitle(const math::Term& term) {
  return factorText(term.factor) + base::displayText(term.word);
}

void appendTerm(std::string& title, const math::Term& term) {
  if (title.empty()) {
    title = (term.factor < 0 ? "−" : "") + termTitle(term);
  } else {
    title += (term.factor < 0 ? " − " : " + ") + termTitle(term);
  }
}

std::string formulaTitle(const math::Expression& expression) {
  std::string title;
  for (const math::Term& term : expression.terms) appendTerm(title, term);
  return title;
}

}  // namespace es::app
