#include "app/figures/formula_figure.h"

#include <algorithm>
#include <cmath>

#include "app/document/document.h"
#include "base/display_text.h"

namespace es::app {
namespace {

/// The terms after the first with an added one in front, so that "− man + woman" reads "woman − man".
std::string restTitle(const math::Expression& expression) {
  std::vector<math::Term> rest(expression.terms.begin() + 1, expression.terms.end());
  std::stable_partition(rest.begin(), rest.end(), [](const math::Term& term) { return term.factor > 0; });
  std::string title;
  for (const math::Term& term : rest) appendTerm(title, term);
  return title;
}

class FigureMaker {
 public:
  FigureMaker(const math::Expression& expression, const model::EmbeddingTable& table)
      : m_expression(expression) {
    const math::RowMatrix vectors = vectorsOf(expression, table);
    for (math::Index term = 0; term < vectors.rows(); ++term)
      m_vectors.emplace_back(vectors.row(term).transpose());
    m_origin = math::Vector::Zero(table.dims());
    m_figure.result = vectorOf(expression, table);
    m_figure.title = formulaTitle(expression);
  }

  FormulaFigure make() {
    const auto& terms = m_expression.terms;
    if (terms.size() == 1) {
      add(ArrowRole::Word, m_origin, m_figure.result, m_figure.title);
      return std::move(m_figure);
    }
    addWords();
    if (terms.size() == 2 && terms[0].factor * terms[1].factor < 0) {
      addPairDifference();
      return std::move(m_figure);
    }
    addChain();
    if (terms.size() == 2) {
      add(ArrowRole::Result, m_origin, m_figure.result, {});
    } else {
      addLongDifference();
    }
    return std::move(m_figure);
  }

 private:
  void add(ArrowRole role, const math::Vector& from, const math::Vector& to, std::string label) {
    m_figure.arrows.push_back({role, from, to, std::move(label)});
  }

  void addWords() {
    const auto& terms = m_expression.terms;
    for (std::size_t i = 0; i < terms.size(); ++i) {
      const auto same = [&](const math::Term& term) { return term.word == terms[i].word; };
      if (std::find_if(terms.begin(), terms.end(), same) != terms.begin() + static_cast<std::ptrdiff_t>(i))
        continue;
      add(ArrowRole::Word, m_origin, m_vectors[i], base::displayText(terms[i].word));
    }
  }

  void addChain() {
    math::Vector tip = static_cast<float>(m_expression.terms[0].factor) * m_vectors[0];
    for (std::size_t i = 1; i < m_vectors.size(); ++i) {
      const double factor = m_expression.terms[i].factor;
      const math::Vector next = tip + static_cast<float>(factor) * m_vectors[i];
      add(factor < 0 ? ArrowRole::Subtracted : ArrowRole::Added, tip, next,
          (factor < 0 ? "− " : "+ ") + termTitle(m_expression.terms[i]));
      tip = next;
    }
  }

  /// a - b (or -b + a): between the tips, and as a direction of its own from the origin.
  void addPairDifference() {
    const std::size_t plus = m_expression.terms[0].factor > 0 ? 0 : 1;
    const auto scaled = [&](std::size_t i) {
      return math::Vector(static_cast<float>(std::abs(m_expression.terms[i].factor)) * m_vectors[i]);
    };
    add(ArrowRole::Difference, scaled(1 - plus), scaled(plus), m_figure.title);
    m_figure.arrows.back().ownTips = true;
    add(ArrowRole::Difference, m_origin, m_figure.result, m_figure.title);
  }

  void addLongDifference() {
    const auto& terms = m_expression.terms;
    const math::Vector start = static_cast<float>(terms[0].factor) * m_vectors[0];
    add(ArrowRole::Difference, start, m_figure.result, restTitle(m_expression));
    if (terms.size() != 3 || terms[1].factor != -terms[2].factor) return;
    const std::size_t plus = terms[1].factor > 0 ? 1 : 2;
    if (std::abs(terms[plus].factor) != 1.0) return;
    add(ArrowRole::Difference, m_vectors[3 - plus], m_vectors[plus], {});
    m_figure.arrows.back().ownTips = true;
    m_figure.stepsAtOnce = true;
  }

  const math::Expression& m_expression;
  std::vector<math::Vector> m_vectors;  // of each term, (d), without its factor
  math::Vector m_origin;
  FormulaFigure m_figure;
};

}  // namespace

FormulaFigure formulaFigure(const math::Expression& expression, const model::EmbeddingTable& table) {
  return FigureMaker(expression, table).make();
}

}  // namespace es::app
