#include "model/filter/kept_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <memory>
#include <numeric>
#include <optional>
#include <span>
#include <utility>

#include "base/ascii.h"
#include "base/error.h"
#include "base/file_error.h"
#include "base/hash.h"
#include "base/number_text.h"
#include "math/kernels/row_passes.h"
#include "model/filter/pattern.h"

namespace es::model {
namespace {

constexpr std::size_t kBlockRows = 8192;

/// Answers a block of rows: 1 or 0 for each.
using BlockTest = std::function<void(std::size_t first, std::span<std::uint8_t> out)>;

/// Answers one text; not shared between threads.
using TextTest = std::function<bool(std::string_view)>;

/// `part` in small letters.
bool holdsPart(std::string_view text, std::string_view part) {
  if (part.empty()) return true;
  if (text.size() < part.size()) return false;
  const char small = part.front(),
             large = small >= 'a' && small <= 'z' ? static_cast<char>(small - 'a' + 'A') : small;
  const char* const end = text.data() + (text.size() - part.size()) + 1;
  for (const char* at = text.data(); at != end; ++at) {
    if (*at != small && *at != large) continue;
    std::size_t same = 1;
    while (same < part.size() && base::lowerAscii(at[same]) == part[same]) ++same;
    if (same == part.size()) return true;
  }
  return false;
}

/// Makes a test of texts for each thread that asks for one.
std::function<TextTest()> textTests(const Condition& test) {
  const std::string& value = test.value;
  switch (test.comparison) {
    case Comparison::Equal:
      return [value] { return [value](std::string_view text) { return text == value; }; };
    case Comparison::NotEqual:
      return [value] { return [value](std::string_view text) { return text != value; }; };
    case Comparison::Contains: {
      std::string part = value;
      part = base::lowerAscii(part);
      return [part] { return [part](std::string_view text) { return holdsPart(text, part); }; };
    }
    default:
      return [pattern = Pattern(value)] {
        return
            [own = std::make_shared<Pattern>(pattern)](std::string_view text) { return own->foundIn(text); };
      };
  }
}

BlockTest testOfTexts(const Condition& test, const WordList& texts, bool emptyIsMissing) {
  if (test.comparison == Comparison::Missing) {
    return [&texts, emptyIsMissing](std::size_t first, std::span<std::uint8_t> out) {
      for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = emptyIsMissing && texts[first + i].empty() ? 1 : 0;
    };
  }
  return [&texts, emptyIsMissing, make = textTests(test)](std::size_t first, std::span<std::uint8_t> out) {
    const TextTest holds = make();
    for (std::size_t i = 0; i < out.size(); ++i) {
      const std::string_view text = texts[first + i];
      out[i] = (!emptyIsMissing || !text.empty()) && holds(text) ? 1 : 0;
    }
  };
}

/// Each name is tested once.
BlockTest testOfCategories(const Condition& test, const Categories& categories) {
  const bool missing = test.comparison == Comparison::Missing;
  std::vector<std::uint8_t> answers(categories.names.size() + 1, 0);  // the last is the missing value's
  answers.back() = missing ? 1 : 0;
  if (!missing) {
    const TextTest holds = textTests(test)();
    for (std::size_t code = 0; code < categories.names.size(); ++code)
      answers[code] = holds(categories.names[code]) ? 1 : 0;
  }
  return [&categories, answers](std::size_t first, std::span<std::uint8_t> out) {
    const auto last = static_cast<std::uint32_t>(answers.size() - 1);
    for (std::size_t i = 0; i < out.size(); ++i)
      out[i] = answers[std::min(categories.codes[first + i], last)];
  };
}

template <class Compare>
BlockTest testOfNumbersBy(const std::vector<double>& numbers, double value, Compare compare) {
  return [&numbers, value, compare](std::size_t first, std::span<std::uint8_t> out) {
    const double* const at = numbers.data() + first;
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = compare(at[i], value) ? 1 : 0;
  };
}

double numberFor(const Condition& test, ColumnKind kind) {
  double value = 0;
  if (kind == ColumnKind::Date) {
    if (parseDate(test.value, value)) return value;
    throw Error(fmt::format("column {} holds dates: after {} expected one such as 2024-03-01, found {}",
                            base::inQuotes(test.column), comparisonName(test.comparison),
                            base::inQuotes(test.value)));
  }
  if (const auto number = base::numberFromText(test.value)) return *number;
  throw Error(fmt::format("column {} holds numbers: after {} expected one, found {}",
                          base::inQuotes(test.column), comparisonName(test.comparison),
                          base::inQuotes(test.value)));
}

BlockTest testOfNumbers(const Condition& test, ColumnKind kind, const std::vector<double>& numbers) {
  if (test.comparison == Comparison::Missing)
    return testOfNumbersBy(numbers, 0, [](double at, double) { return std::isnan(at); });
  if (test.comparison == Comparison::Contains || test.comparison == Comparison::Matches) {
    throw Error(fmt::format("column {} holds {}s, which have = != < <= > >=; {} is for texts",
                            base::inQuotes(test.column), columnKindName(kind),
                            comparisonName(test.comparison)));
  }
  const double value = numberFor(test, kind);
  switch (test.comparison) {  // a missing value is NaN, which meets none of these
    case Comparison::Equal:
      return testOfNumbersBy(numbers, value, std::equal_to<>{});
    case Comparison::NotEqual:
      return testOfNumbersBy(numbers, value,
                             [](double at, double other) { return at < other || at > other; });
    case Comparison::Less:
      return testOfNumbersBy(numbers, value, std::less<>{});
    case Comparison::AtMost:
      return testOfNumbersBy(numbers, value, std::less_equal<>{});
    case Comparison::Greater:
      return testOfNumbersBy(numbers, value, std::greater<>{});
    default:
      return testOfNumbersBy(numbers, value, std::greater_equal<>{});
  }
}

void requireTextComparison(const Condition& test, std::string_view holds) {
  const bool isOrder = test.comparison == Comparison::Less || test.comparison == Comparison::AtMost ||
                       test.comparison == Comparison::Greater || test.comparison == Comparison::AtLeast;
  if (!isOrder) return;
  throw Error(
      fmt::format("{} holds {}, which have no order: there are = != contains matches, found {}",
                  test.column == kWordColumn ? std::string("word") : "column " + base::inQuotes(test.column),
                  holds, comparisonName(test.comparison)));
}

BlockTest blockTestOf(const EmbeddingTable& table, const Condition& test) {
  if (test.column == kWordColumn) {
    requireTextComparison(test, "words");
    return testOfTexts(test, table.vocabulary().words(), false);
  }
  const Column* const column = findColumn(table, test.column);
  if (!column)
    throw Error(fmt::format("there is no column {}; columns lists them", base::inQuotes(test.column)));
  if (const auto* numbers = std::get_if<std::vector<double>>(&column->values))
    return testOfNumbers(test, column->kind, *numbers);
  if (const auto* categories = std::get_if<Categories>(&column->values)) {
    requireTextComparison(test, "categories");
    return testOfCategories(test, *categories);
  }
  requireTextComparison(test, "texts");
  return testOfTexts(test, std::get<WordList>(column->values), true);
}

/// A condition with its columns found.
struct BoundCondition {
  Condition::Kind kind = Condition::Kind::Test;
  BlockTest test{};
  std::vector<BoundCondition> parts{};

  void answer(std::size_t first, std::span<std::uint8_t> out) const {
    if (kind == Condition::Kind::Test) return test(first, out);
    parts.front().answer(first, out);
    if (kind == Condition::Kind::Not)
      for (std::uint8_t& one : out) one = one == 0 ? 1 : 0;
    std::vector<std::uint8_t> next(out.size());
    for (std::size_t part = 1; part < parts.size(); ++part) {
      parts[part].answer(first, next);
      for (std::size_t i = 0; i < out.size(); ++i) {
        const bool both = out[i] != 0 && next[i] != 0, any = out[i] != 0 || next[i] != 0;
        out[i] = (kind == Condition::Kind::And ? both : any) ? 1 : 0;
      }
    }
  }
};

BoundCondition bound(const EmbeddingTable& table, const Condition& condition) {
  BoundCondition result{condition.kind};
  if (condition.kind == Condition::Kind::Test) result.test = blockTestOf(table, condition);
  for (const Condition& part : condition.parts) result.parts.push_back(bound(table, part));
  return result;
}

}  // namespace

const Column* findColumn(const EmbeddingTable& table, std::string_view name) {
  const auto found = std::ranges::find(table.columns(), name, &Column::name);
  return found == table.columns().end() ? nullptr : &*found;
}

KeptRows keptRows(const EmbeddingTable& table, const Condition& condition, const base::Progress& progress) {
  const BoundCondition test = bound(table, condition);
  const auto rows = static_cast<std::size_t>(table.size());
  KeptRows kept;
  kept.keeps.resize(rows);
  constexpr std::size_t kRoundRows = 16 * kBlockRows;  // between which it can be cancelled
  for (std::size_t begin = 0; begin < rows; begin += kRoundRows) {
    const std::size_t round = std::min(kRoundRows, rows - begin);
    math::forEachBlock(static_cast<math::Index>(round), static_cast<math::Index>(kBlockRows),
                       [&](math::Index first, math::Index count) {
                         const std::size_t at = begin + static_cast<std::size_t>(first);
                         test.answer(at, std::span(kept.keeps).subspan(at, static_cast<std::size_t>(count)));
                       });
    progress(static_cast<double>(begin + round) / static_cast<double>(rows));
  }
  kept.count = std::accumulate(kept.keeps.begin(), kept.keeps.end(), math::Index{0});
  kept.revision = base::fnv1a(kept.keeps);
  return kept;
}

}  // namespace es::model
