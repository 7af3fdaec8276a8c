#include "small_table.h"

#include <fstream>
#include <random>

#include "app/command/command_text.h"
#include "app/evaluate/evaluate.h"
#include "base/error.h"
#include "base/number_text.h"
#include "base/progress.h"
#include "catch.h"

namespace es::app::test {

namespace {

constexpr math::Index kWordCount = 60, kDims = 8;

std::vector<std::string> smallWords() {
  std::vector<std::string> words{
      "the", "king", "queen", "man", "woman", "new york", "sister-in-law", "cat", "cats", "dog",   "dogs",
      "#",   "##id", "1990",  "5",   "zero",  "été",      "c++",           "a:b", "inf",  "tower", "towers"};
  while (static_cast<math::Index>(words.size()) < kWordCount)
    words.push_back("w" + std::to_string(words.size()));
  return words;
}

}  // namespace

model::EmbeddingTable makeTable(std::vector<std::string> words, math::RowMatrix rows, std::string name) {
  model::TableSource source;
  source.name = std::move(name);
  source.format = "glove-text";
  return {model::Vocabulary(std::move(words)), std::move(rows), std::move(source)};
}

model::EmbeddingTable smallTable() {
  std::mt19937 generator(7);  // its numbers are fixed by the standard; a distribution's would not be
  math::RowMatrix rows(kWordCount, kDims);
  for (math::Index i = 0; i < rows.size(); ++i)
    rows.data()[i] = static_cast<float>(static_cast<double>(generator()) / 4294967296.0 * 4 - 2);
  constexpr math::Index kKing = 1, kQueen = 2, kMan = 3, kWoman = 4, kZero = 15;
  rows.row(kQueen) = rows.row(kKing) - rows.row(kMan) + rows.row(kWoman);
  rows(kQueen, 0) += 0.05F;
  rows.row(kZero).setZero();
  return makeTable(smallWords(), std::move(rows), "small");
}

DocumentState stateWith(model::EmbeddingTable table) {
  DocumentState state;
  state.space =
      makeSpace(std::make_shared<const model::EmbeddingTable>(std::move(table)), es::base::ignoreProgress());
  state.centred = true;  // so that the next command slices
  return evaluate(state, CentringCommand{false}, es::base::ignoreProgress()).state;
}

Document documentWith(model::EmbeddingTable table) {
  Document document;
  document.commit(stateWith(std::move(table)));
  return document;
}

Document smallDocument() {
  return documentWith(smallTable());
}

std::filesystem::path writeGlove(const model::EmbeddingTable& table, const std::string& fileName) {
  const std::filesystem::path path = std::filesystem::path(ES_TEST_TMP) / fileName;
  std::ofstream file(path, std::ios::binary);
  for (math::Index row = 0; row < table.size(); ++row) {
    file << table.vocabulary().word(row);
    for (math::Index d = 0; d < table.dims(); ++d)
      file << ' ' << es::base::numberText(static_cast<double>(table.rows()(row, d)));
    file << '\n';
  }
  return path;
}

Answer run(Document& document, const std::string& line) {
  return applyCommand(document, parseCommand(line));
}

std::string errorOf(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    const std::string line = error.what();
    CHECK(line.find('\n') == std::string::npos);
    return line;
  }
  FAIL("no error came");
  return "";
}

bool holds(const std::string& text, const std::string& part) {
  const bool found = text.find(part) != std::string::npos;
  if (!found) UNSCOPED_INFO("in: " << text);
  return found;
}

}  // namespace es::app::test
