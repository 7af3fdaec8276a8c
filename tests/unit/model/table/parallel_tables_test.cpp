// Tables that are read in blocks and pieces by several threads: what comes out is what one plain loop over
// the lines (or the sample that was written) gives, whatever falls on the borders.
#include <algorithm>
#include <random>
#include <set>

#include "base/file_error.h"
#include "base/number_text.h"
#include "base/progress.h"
#include "catch.h"
#include "model/files/line_blocks.h"
#include "model/table/table_finish.h"
#include "model/table/text_row.h"
#include "table_files.h"

using namespace es;
using namespace es::model;
using namespace es::model::test;

namespace {

/// What the table of a text must be, by one loop over its lines.
struct PlainRead {
  Sample sample;
  std::vector<std::string> warnings;
};

void notePlainly(SkipLog& skips, const TextRow& row, std::size_t dims, std::uint64_t number) {
  const Place place{"line", number};
  const std::string wanted = std::to_string(dims) + " numbers after the word";
  if (row.fault == RowFault::NoWord) skips.add("without a word", place, "a word before the numbers", "none");
  if (row.fault == RowFault::TooFewNumbers)
    skips.add("with too few numbers", place, wanted, std::to_string(row.numbersSeen));
  if (row.fault == RowFault::NotANumber) {
    skips.add("with a field that is no number", place,
              row.offender.find(',') == std::string_view::npos ? "a number" : "a number with a decimal point",
              "\"" + std::string(row.offender) + "\"");
  }
  if (row.fault == RowFault::NotFinite) {
    skips.add("with a value that is not finite", place, "finite numbers",
              "\"" + std::string(row.offender) + "\"");
  }
}

PlainRead readPlainly(std::string_view text, std::size_t dims) {
  PlainRead read;
  SkipLog skips;
  std::set<std::string, std::less<>> seen;
  std::uint64_t doubles = 0, number = 0;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (isBlank(line)) continue;
    std::vector<float> numbers(dims);
    const TextRow row = parseTextRow(line, numbers);
    if (row.fault != RowFault::None) {
      notePlainly(skips, row, dims, number);
    } else if (seen.emplace(row.word).second) {
      read.sample.words.emplace_back(row.word);
      read.sample.rows.push_back(std::move(numbers));
    } else {
      ++doubles;
    }
  }
  read.warnings = skips.warnings();
  if (doubles > 0) {
    read.warnings.push_back(std::to_string(doubles) + (doubles == 1 ? " row" : " rows") +
                            " dropped whose word came before");
  }
  return read;
}

/// Good lines with, here and there, every fault; `seed` decides where. More than two blocks.
std::string faultyText(unsigned seed, const std::string& lineEnd) {
  std::mt19937 random(seed);
  std::string text;
  const std::vector<std::string> odd = {
      "",         "   ",           "short 1.5",  "comma 1.5 2,5", "bad 1 2..5", "nan 1 nan", "big 1e999 2",
      " 1.5 2.5", "two words 1 2", "double 1 2", "tab\t3\t4",     "trail 5 6  "};
  for (int i = 0; text.size() < 2 * LineBlocks::kBlockBytes + LineBlocks::kPieceBytes / 3; ++i) {
    const bool isOdd = random() % 1000 == 0 || (random() % 40000 == 0 && i > 0);
    if (isOdd) {
      text += odd[random() % odd.size()];
    } else {
      text += "w" + std::to_string(i) + " " + std::to_string(random() % 1000) + "." +
              std::to_string(random() % 1000) + " -" + std::to_string(random() % 100);
    }
    text += lineEnd;
  }
  return text;
}

void requireAsPlain(const std::string& text, std::size_t dims) {
  const PlainRead plain = readPlainly(text, dims);
  const EmbeddingTable table = readBytesAsTable(text, *formatFromName("glove-text"));
  REQUIRE(sameTable(table, plain.sample));
  REQUIRE(table.source().warnings == plain.warnings);
}

}  // namespace

TEST_CASE("a text in many pieces gives the rows and warnings of one loop over its lines") {
  unsigned seed = 1;
  for (const std::string lineEnd : {"\n", "\r\n"}) {
    std::string text = faultyText(seed++, lineEnd);
    requireAsPlain(text, 2);
    REQUIRE(readPlainly(text, 2).warnings.size() == 5);  // every fault is met
    text.insert(0, "\xEF\xBB\xBF");
    requireAsPlain(text, 2);
    text.resize(text.size() - lineEnd.size());
    requireAsPlain(text, 2);
    std::mt19937 random(seed);
    for (int cut = 0; cut < 6; ++cut) {
      text.resize(text.size() - random() % (LineBlocks::kBlockBytes / 3));
      requireAsPlain(text, 2);
    }
  }
}

TEST_CASE("a text whose faults all stand in one part names the same first line") {
  for (const std::size_t part : {0U, 1U, 2U}) {
    std::string text;
    for (int i = 0; text.size() < 3 * LineBlocks::kBlockBytes; ++i) {
      const bool isFaulty = text.size() / LineBlocks::kBlockBytes == part && i % 7 == 0;
      text += "w" + std::to_string(i) + (isFaulty ? " 1\n" : " 1.25 -3\n");
    }
    requireAsPlain(text, 2);
  }
}

TEST_CASE("lines longer than a piece, and words up to the cap") {
  for (const std::size_t length :
       {LineBlocks::kPieceBytes - 5, LineBlocks::kPieceBytes * 2, std::size_t{1} << 20}) {
    std::string text = "a 1 2\n";
    for (int i = 0; i < 9; ++i) {
      text += std::string(length - 3, static_cast<char>('a' + i)) + "end 1 " + std::to_string(i) + "\nb" +
              std::to_string(i) + " 3 4\n";
    }
    requireAsPlain(text, 2);
  }
}

TEST_CASE("a line beyond the cap is named by its number wherever it stands") {
  std::string good;
  std::uint64_t lines = 0;
  for (; good.size() < LineBlocks::kBlockBytes * 3 / 2; ++lines)
    good += "w" + std::to_string(lines) + " 1 2\n";
  for (const std::size_t length : {std::size_t{2} << 20, LineBlocks::kBlockBytes * 5 / 2}) {
    for (const std::string rest : {" 1 2\nx 1 2\n", " 1 2", ""}) {
      INFO(length << " bytes, then \"" << rest << "\"");
      CHECK(isOneLineWith(
          refusalOf(good + std::string(length, 'x') + rest),
          {"line " + es::base::groupedText(lines + 1) + ":", "at most 1,048,704 bytes", "no line end"}));
    }
  }
}

TEST_CASE("pieces are whole lines and leave nothing out") {
  const TestFolder folder;
  std::mt19937 random(3);
  std::string text = "\xEF\xBB\xBF";
  while (text.size() < 3 * LineBlocks::kBlockBytes)
    text += std::string(random() % (random() % 50 == 0 ? 700'000 : 900), 'x') + "\n";
  text += "last";
  const InputFile file(folder.write("lines", text));
  LineBlocks blocks(file, es::base::ignoreProgress());
  std::string joined;
  std::size_t most = 0;
  for (auto pieces = blocks.next(); !pieces.empty(); pieces = blocks.next()) {
    most = std::max(most, pieces.size());
    for (const std::string_view piece : pieces) {
      REQUIRE_FALSE(piece.empty());
      joined += piece;
      const bool isLast = joined.size() + 3 == text.size();
      REQUIRE(joined.ends_with('\n') != isLast);
    }
  }
  REQUIRE(joined == text.substr(3));
  CHECK(most >= 8);
}

TEST_CASE("a word2vec binary of many blocks gives the rows that were written") {
  std::mt19937 random(9);
  for (const bool hasLineFeeds : {true, false}) {
    Sample sample;
    for (int i = 0; i < 12'000; ++i) {
      const std::size_t length = random() % 3000 == 0 ? 900'000 : random() % 30;
      sample.words.push_back(std::to_string(i) + std::string(length, 'y'));
      sample.rows.emplace_back();
      for (int k = 0; k < 200; ++k)
        sample.rows.back().push_back(static_cast<float>(static_cast<int>(random() % 2001)) - 1000.0F);
    }
    CHECK(sameTable(readBytesAsTable(word2vecBinary(sample, hasLineFeeds)), sample));
  }
}
