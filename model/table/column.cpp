#include "model/table/column.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <numeric>
#include <set>
#include <unordered_map>
#include <utility>

#include "base/ascii.h"
#include "base/file_error.h"
#include "base/number_text.h"
#include "base/parallel.h"
#include "model/table/text_row.h"

namespace es::model {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

bool endsInOneOf(std::string_view cell, std::span<const std::string_view> endings) {
  return std::ranges::any_of(endings, [cell](std::string_view ending) {
    return cell.size() > ending.size() &&
           std::ranges::equal(cell.substr(cell.size() - ending.size()), ending,
                              [](char a, char b) { return base::lowerAscii(a) == b; });
  });
}

/// How many cells are of each kind, and what is needed to choose one.
struct CellCounts {
  std::size_t there = 0, numbers = 0, dates = 0, pictures = 0, sounds = 0;
  std::size_t firstOther = 0;  // the first row that is no number, where most are
};

CellCounts countCells(const WordList& cells) {
  static constexpr std::array<std::string_view, 6> kPictures{".png", ".jpg",  ".jpeg",
                                                             ".gif", ".webp", ".bmp"};
  static constexpr std::array<std::string_view, 4> kSounds{".wav", ".flac", ".ogg", ".mp3"};
  CellCounts counts;
  for (std::size_t row = 0; row < cells.size(); ++row) {
    const std::string_view cell = cells[row];
    if (isMissingCell(cell)) continue;
    ++counts.there;
    double value = 0;
    if (parseDouble(cell, value)) {
      ++counts.numbers;
      continue;
    }
    if (counts.numbers + 1 == counts.there) counts.firstOther = row;
    counts.dates += parseDate(cell, value) ? 1 : 0;
    counts.pictures += endsInOneOf(cell, kPictures) ? 1 : 0;
    counts.sounds += endsInOneOf(cell, kSounds) ? 1 : 0;
  }
  return counts;
}

/// Names and codes, or nothing where too few cells are the same for categories.
bool makeCategories(const WordList& cells, std::size_t there, Categories& made) {
  constexpr std::size_t kMostNames = 1000;
  std::unordered_map<std::string_view, std::uint32_t> codeOf;
  std::vector<std::string_view> names;
  std::vector<std::uint64_t> counts;
  made.codes.assign(cells.size(), Categories::kMissing);
  for (std::size_t row = 0; row < cells.size(); ++row) {
    if (isMissingCell(cells[row])) continue;
    const auto [at, isNew] = codeOf.try_emplace(cells[row], static_cast<std::uint32_t>(names.size()));
    if (isNew) {
      names.push_back(cells[row]);
      counts.push_back(0);
    }
    ++counts[at->second];
    made.codes[row] = at->second;
    if (names.size() > kMostNames) return false;
  }
  if (2 * names.size() > there) return false;
  std::vector<std::uint32_t> order(names.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::stable_sort(order, std::greater<>{}, [&](std::uint32_t code) { return counts[code]; });
  std::vector<std::uint32_t> placeOf(names.size());
  for (std::uint32_t place = 0; place < order.size(); ++place) {
    placeOf[order[place]] = place;
    made.names.push_back(names[order[place]]);
    made.counts.push_back(counts[order[place]]);
  }
  for (std::uint32_t& code : made.codes)
    if (code != Categories::kMissing) code = placeOf[code];
  return true;
}

std::vector<double> valuesOf(const WordList& cells, bool areDates) {
  std::vector<double> values(cells.size(), kNone);
  for (std::size_t row = 0; row < cells.size(); ++row) {
    double value = 0;
    if (isMissingCell(cells[row])) continue;
    if (areDates ? parseDate(cells[row], value) : parseDouble(cells[row], value)) values[row] = value;
  }
  return values;
}

WordList withoutMissing(const WordList& cells) {
  WordList kept;
  kept.reserve(cells.size());
  for (std::size_t row = 0; row < cells.size(); ++row)
    kept.push_back(isMissingCell(cells[row]) ? std::string_view() : cells[row]);
  return kept;
}

}  // namespace

std::string_view columnKindName(ColumnKind kind) {
  static constexpr std::array<std::string_view, 6> kNames{"text", "category", "number",
                                                          "date", "picture",  "sound"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::size_t Column::rows() const {
  if (const auto* categories = std::get_if<Categories>(&values)) return categories->codes.size();
  if (const auto* numbers = std::get_if<std::vector<double>>(&values)) return numbers->size();
  return std::get<WordList>(values).size();
}

bool Column::isMissing(std::size_t row) const {
  if (const auto* categories = std::get_if<Categories>(&values))
    return categories->codes[row] == Categories::kMissing;
  if (const auto* numbers = std::get_if<std::vector<double>>(&values)) return std::isnan((*numbers)[row]);
  return std::get<WordList>(values)[row].empty();
}

std::string Column::text(std::size_t row) const {
  if (isMissing(row)) return "";
  if (const auto* categories = std::get_if<Categories>(&values))
    return std::string(categories->names[categories->codes[row]]);
  if (const auto* numbers = std::get_if<std::vector<double>>(&values))
    return kind == ColumnKind::Date ? dateText((*numbers)[row]) : base::numberText((*numbers)[row]);
  return std::string(std::get<WordList>(values)[row]);
}

Column Column::part(std::span<const std::size_t> of) const {
  if (const auto* categories = std::get_if<Categories>(&values)) {
    Categories some{categories->names, {}, std::vector<std::uint64_t>(categories->names.size())};
    for (const std::size_t row : of) {
      some.codes.push_back(categories->codes[row]);
      if (some.codes.back() != Categories::kMissing) ++some.counts[some.codes.back()];
    }
    const auto lacking = static_cast<std::uint64_t>(std::ranges::count(some.codes, Categories::kMissing));
    return {name, kind, std::move(some), lacking};
  }
  Column some{name, kind, {}, 0};
  for (const std::size_t row : of) some.missing += isMissing(row) ? 1 : 0;
  if (const auto* numbers = std::get_if<std::vector<double>>(&values)) {
    std::vector<double> own;
    for (const std::size_t row : of) own.push_back((*numbers)[row]);
    some.values = std::move(own);
  } else {
    WordList own;
    for (const std::size_t row : of) own.push_back(std::get<WordList>(values)[row]);
    some.values = std::move(own);
  }
  return some;
}

bool isMissingCell(std::string_view cell) {
  static constexpr std::array<std::string_view, 10> kNames{"",    "NA",   "N/A",  "n/a",  "NaN",
                                                           "nan", "null", "NULL", "<NA>", "#N/A"};
  return cell.size() <= 4 && std::ranges::find(kNames, cell) != kNames.end();
}

Column columnOf(RawColumn raw, std::vector<std::string>& warnings) {
  constexpr double kNearlyAll = 0.9;
  Column column{std::move(raw.name), ColumnKind::Text, {}, 0};
  const CellCounts counts = countCells(raw.cells);
  column.missing = raw.cells.size() - counts.there;
  if (counts.there > 0 && counts.numbers == counts.there) {
    column.kind = ColumnKind::Number;
    column.values = valuesOf(raw.cells, false);
    return column;
  }
  if (counts.there > 0 && counts.dates == counts.there) {
    column.kind = ColumnKind::Date;
    column.values = valuesOf(raw.cells, true);
    return column;
  }
  if (static_cast<double>(counts.numbers) >= kNearlyAll * static_cast<double>(counts.there) &&
      counts.there > 0) {
    warnings.push_back(
        fmt::format("column {} is text: {} of its {} values are no numbers (first: row {}: {})",
                    base::inQuotes(column.name), base::groupedText(counts.there - counts.numbers),
                    base::groupedText(counts.there), base::groupedText(counts.firstOther + 1),
                    base::inQuotes(raw.cells[counts.firstOther])));
  }
  if (counts.there > 0 && counts.pictures == counts.there) column.kind = ColumnKind::Picture;
  if (counts.there > 0 && counts.sounds == counts.there) column.kind = ColumnKind::Sound;
  Categories categories;
  if (column.kind == ColumnKind::Text && makeCategories(raw.cells, counts.there, categories)) {
    column.kind = ColumnKind::Category;
    column.values = std::move(categories);
  } else {
    column.values = withoutMissing(raw.cells);
  }
  return column;
}

std::vector<Column> columnsOf(std::vector<RawColumn> raw, std::vector<std::string>& warnings) {
  std::vector<Column> columns(raw.size());
  std::vector<std::vector<std::string>> said(raw.size());
  base::inParallel(std::ssize(raw), [&](std::ptrdiff_t i) {
    const auto at = static_cast<std::size_t>(i);
    columns[at] = columnOf(std::move(raw[at]), said[at]);
  });
  for (const auto& lines : said) warnings.insert(warnings.end(), lines.begin(), lines.end());
  return columns;
}

void nameApart(std::vector<std::string>& names) {
  std::set<std::string> taken;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i].empty()) names[i] = fmt::format("column {}", i + 1);
    std::string name = names[i];
    for (int number = 2; !taken.insert(name).second; ++number)
      name = fmt::format("{} ({})", names[i], number);
    names[i] = std::move(name);
  }
}

bool parseDate(std::string_view text, double& secondsSince1970) {
  using namespace std::chrono;
  const auto digits = [&text](std::size_t count, int& value) {
    if (text.size() < count) return false;
    value = 0;
    for (const char c : text.substr(0, count)) {
      if (c < '0' || c > '9') return false;
      value = 10 * value + (c - '0');
    }
    text.remove_prefix(count);
    return true;
  };
  const auto sign = [&text](std::string_view any) {
    if (text.empty() || any.find(text.front()) == std::string_view::npos) return false;
    text.remove_prefix(1);
    return true;
  };
  int year = 0, month = 0, day = 0, hours = 0, minutes = 0, seconds = 0;
  if (!digits(4, year) || !sign("-") || !digits(2, month) || !sign("-") || !digits(2, day)) return false;
  const year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                            std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return false;
  if (!text.empty()) {
    if (!sign("T ") || !digits(2, hours) || !sign(":") || !digits(2, minutes)) return false;
    if (sign(":") && !digits(2, seconds)) return false;
    if (sign(".")) text.remove_prefix(std::min(text.find_first_not_of("0123456789"), text.size()));
    sign("Z");
    if (!text.empty() || hours > 24 || minutes > 59 || seconds > 60) return false;
  }
  const auto days = sys_days(date).time_since_epoch().count();
  secondsSince1970 = static_cast<double>(days) * 86400.0 + hours * 3600.0 + minutes * 60.0 + seconds;
  return true;
}

std::string dateText(double secondsSince1970) {
  using namespace std::chrono;
  const sys_seconds at{seconds(static_cast<std::int64_t>(secondsSince1970))};
  const auto day = floor<days>(at);
  const year_month_day date(day);
  std::string text = fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                                 static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  const hh_mm_ss<seconds> time(at - day);
  if (time.to_duration().count() == 0) return text;
  return text + fmt::format(" {:02}:{:02}:{:02}", time.hours().count(), time.minutes().count(),
                            time.seconds().count());
}

}  // namespace es::model
