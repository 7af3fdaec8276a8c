#include "app/document/words.h"

#include <algorithm>

#include "app/command/text/text_table.h"
#include "base/correction.h"
#include "base/error.h"
#include "base/number_text.h"

namespace es::app {

namespace {

[[noreturn]] void failUnknown(const std::string& word, const model::EmbeddingTable& table) {
  const model::TableSource& source = table.source();
  std::string line = "no word \"" + cellText(word) + "\" in " +
                     (source.name.empty() ? std::string("the table") : cellText(source.name)) + " (" +
                     base::groupedText(table.size()) + " words)";
  base::Correction correction{word, {}};
  std::string offers;
  for (const math::Index row : table.vocabulary().closestSpellings(word, 3)) {
    correction.offers.push_back(table.vocabulary().word(row));
    offers += (offers.empty() ? "" : ", ") + cellText(correction.offers.back());
  }
  line += offers.empty() ? std::string("; none is spelt nearly so: try a more common word")
                         : "; did you mean " + offers + "?";
  throw base::MistypedError(line, std::move(correction));
}

}  // namespace

const Space& openSpace(const DocumentState& state) {
  if (!state.space) throw Error("no words are open; try: open PATH");
  return *state.space;
}

math::Index rowOf(const std::string& word, const model::EmbeddingTable& table) {
  const auto row = table.vocabulary().findForgiving(word);
  if (!row) failUnknown(word, table);
  return *row;
}

std::vector<math::Index> rowsOf(std::span<const std::string> words, const model::EmbeddingTable& table) {
  std::vector<math::Index> rows;
  rows.reserve(words.size());
  for (const std::string& word : words) rows.push_back(rowOf(word, table));
  return rows;
}

std::vector<math::Index> rowsOf(const math::Expression& expression, const model::EmbeddingTable& table) {
  std::vector<math::Index> rows;
  rows.reserve(expression.terms.size());
  for (const math::Term& term : expression.terms)
    if (!term.state) rows.push_back(rowOf(term.word, table));
  return rows;
}

math::Expression inTableSpelling(math::Expression expression, const model::EmbeddingTable& table) {
  for (math::Term& term : expression.terms)
    if (!term.state) term.word = table.vocabulary().word(rowOf(term.word, table));
  return expression;
}

std::vector<std::string> inTableSpelling(std::vector<std::string> words, const model::EmbeddingTable& table) {
  for (std::string& word : words) word = table.vocabulary().word(rowOf(word, table));
  return words;
}

math::RowMatrix gather(std::span<const math::Index> rows, const model::EmbeddingTable& table) {
  math::RowMatrix vectors(static_cast<math::Index>(rows.size()), table.dims());
  math::Index next = 0;
  for (const math::Index row : rows) vectors.row(next++) = table.rows().row(row);
  return vectors;
}

math::RowMatrix vectorsOf(const math::Expression& expression, const model::EmbeddingTable& table) {
  math::RowMatrix vectors(static_cast<math::Index>(expression.terms.size()), table.dims());
  math::Index next = 0;
  for (const math::Term& term : expression.terms) {
    if (term.state) {
      vectors.row(next++) = term.state->transpose();
    } else {
      vectors.row(next++) = table.rows().row(rowOf(term.word, table));
    }
  }
  return vectors;
}

math::Vector vectorOf(const math::Expression& expression, const model::EmbeddingTable& table) {
  if (expression.terms.empty()) throw Error("the formula is empty; try: king - man + woman");
  return math::evaluate(expression, vectorsOf(expression, table));
}

bool hasAllWords(const math::Expression& expression, const model::EmbeddingTable& table) {
  return std::all_of(expression.terms.begin(), expression.terms.end(), [&](const auto& term) {
    return !term.state && table.vocabulary().findForgiving(term.word).has_value();
  });
}

bool hasAllWords(std::span<const std::string> words, const model::EmbeddingTable& table) {
  return std::all_of(words.begin(), words.end(),
                     [&](const auto& word) { return table.vocabulary().findForgiving(word).has_value(); });
}

}  // namespace es::app
