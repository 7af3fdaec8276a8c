#include <cmath>

#include "app/command/text/text_table.h"
#include "app/document/product_state.h"
#include "app/document/states.h"
#include "app/document/words.h"
#include "app/evaluate/evaluate.h"
#include "base/error.h"
#include "math/linear/plane_pair.h"

namespace es::app {

namespace {

math::Vector directedVector(const math::Expression& expression, const model::EmbeddingTable& table) {
  math::Vector vector = vectorOf(expression, table);
  if ((vector.array() == 0).all()) {
    throw Error(cellText(math::formatExpression(expression)) +
                " is zero in every dimension: a vector without length makes no angle; try another word");
  }
  return vector;
}

std::vector<ProductTerm> termsOf(const math::Vector& first, const math::Vector& second) {
  std::vector<ProductTerm> terms;
  for (math::Index d = 0; d < first.size(); ++d) {
    const auto a = static_cast<double>(first[d]), b = static_cast<double>(second[d]);
    terms.push_back({static_cast<int>(d) + 1, a, b, a * b});
  }
  return terms;
}

/// Puts everything else in line with places that were changed by hand.
void measureMoved(ProductAnswer& answer) {
  const auto& [first, second] = answer.plane;
  answer.moved = true;
  answer.lengths = {math::planeLength(first), math::planeLength(second)};
  answer.dot = math::planeDot(first, second);
  const bool measurable = answer.lengths[0] > 0 && answer.lengths[1] > 0;
  if (!measurable) throw Error("a vector of length 0 makes no angle; move its tip away from 0,0");
  if (!std::isfinite(answer.lengths[0]) || !std::isfinite(answer.lengths[1]) || !std::isfinite(answer.dot))
    throw Error("these vectors are too long for their product to be a number; move the tips nearer to 0,0");
  answer.angleDegrees = math::planeAngleDegrees(first, second);
  answer.cosine = math::planeDot({first[0] / answer.lengths[0], first[1] / answer.lengths[0]},
                                 {second[0] / answer.lengths[1], second[1] / answer.lengths[1]});
  answer.terms = {{1, first[0], second[0], first[0] * second[0]},
                  {2, first[1], second[1], first[1] * second[1]}};
}

std::shared_ptr<const ProductState> standingProduct(const DocumentState& state) {
  if (!state.product) throw Error("no two vectors stand; try: product king ; queen");
  return state.product;
}

void moveTips(ProductAnswer& answer, const ProductCommand& command) {
  if (command.first) answer.plane[0] = *command.first;
  if (command.second) answer.plane[1] = *command.second;
  if (command.angleDegrees) {
    if (!std::isfinite(*command.angleDegrees)) throw Error("the angle must be a finite number of degrees");
    if (math::planeLength(answer.plane[0]) > 0) {
      answer.plane[1] =
          math::turnedFrom(answer.plane[0], *command.angleDegrees, math::planeLength(answer.plane[1]));
    }
  }
  measureMoved(answer);
}

bool same(const ProductState& a, const ProductState& b) {
  const auto sameTerm = [](const ProductTerm& x, const ProductTerm& y) {
    return x.first == y.first && x.second == y.second;
  };
  return a.vectors == b.vectors && a.answer.moved == b.answer.moved && a.answer.plane == b.answer.plane &&
         std::equal(a.answer.terms.begin(), a.answer.terms.end(), b.answer.terms.begin(),
                    b.answer.terms.end(), sameTerm);
}

}  // namespace

std::shared_ptr<const ProductState> ownProduct(const Space& space, std::vector<math::Expression> vectors) {
  if (vectors.size() != 2) throw Error("product takes two formulas, parted by ;");
  const model::EmbeddingTable& table = *space.table;
  for (math::Expression& vector : vectors) vector = inTableSpelling(std::move(vector), table);
  const math::Vector first = directedVector(vectors[0], table), second = directedVector(vectors[1], table);
  ProductAnswer answer;
  answer.labels = {math::formatExpression(vectors[0]), math::formatExpression(vectors[1])};
  answer.plane = math::planeThrough(first, second);
  answer.lengths = {math::length(first), math::length(second)};
  answer.dot = math::dot(first, second);
  answer.cosine = math::cosine(first, second);
  answer.angleDegrees = math::angleDegrees(first, second);
  answer.terms = termsOf(first, second);
  return std::make_shared<const ProductState>(ProductState{std::move(vectors), std::move(answer)});
}

Outcome evaluateOne(DocumentState state, const ProductCommand& command) {
  std::vector<math::Expression> vectors;
  for (const math::Expression& vector : command.vectors) vectors.push_back(resolved(vector, state));
  auto product = vectors.empty() ? standingProduct(state) : ownProduct(openSpace(state), std::move(vectors));
  if (command.first || command.second || command.angleDegrees) {
    ProductState moved = *product;
    moveTips(moved.answer, command);
    product = std::make_shared<const ProductState>(std::move(moved));
  }
  if (!state.product || !same(*state.product, *product)) state.product = product;
  return {std::move(state), product->answer};
}

}  // namespace es::app
