#include "model/table_finish.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "math/parallel.h"
#include "model/file_error.h"

namespace es::model {
namespace {

using math::Index;

bool isFinite(const math::RowMatrix& rows, Index row) {
  return (rows.row(row).array() * 0.0F).sum() == 0.0F;  // NaN for NaN and infinity alike
}

/// Whether each row has only finite numbers.
std::vector<char> finiteRows(const math::RowMatrix& rows) {
  constexpr Index kBlockRows = 4096;
  std::vector<char> finite(static_cast<std::size_t>(rows.rows()));
  math::inParallel((rows.rows() + kBlockRows - 1) / kBlockRows, [&](Index block) {
    const Index end = std::min(rows.rows(), (block + 1) * kBlockRows);
    for (Index row = block * kBlockRows; row < end; ++row)
      finite[static_cast<std::size_t>(row)] = isFinite(rows, row) ? 1 : 0;
  });
  return finite;
}

/// The rows that stay, ascending. What goes is told to `parts.skips`, doubles are counted.
std::vector<std::size_t> chooseRows(TableParts& parts, WordIndex& seen, const std::string& path,
                                    std::uint64_t& doubles) {
  const std::vector<char> finite = finiteRows(parts.rows);
  std::vector<std::size_t> chosen;
  chosen.reserve(parts.words.size());
  for (std::size_t row = 0; row < parts.words.size(); ++row) {
    const std::string_view word = parts.words[row];
    const Place place{"row", row + 1};
    if (word.size() > kLargestWordBytes) {
      throw fileError(path, {placeText(place), "a word of at most " + grouped(kLargestWordBytes) + " bytes",
                             grouped(word.size())});
    }
    if (word.empty()) {
      parts.skips.add("without a word", place, "a word", "none");
    } else if (finite[row] == 0) {
      parts.skips.add("with a value that is not finite", place, "finite numbers", "NaN or infinity");
    } else if (!seen.insert(parts.words, row)) {
      ++doubles;
    } else {
      chosen.push_back(row);
    }
  }
  return chosen;
}

/// Moves the chosen rows to the front and drops the rest.
void compact(TableParts& parts, const std::vector<std::size_t>& chosen) {
  for (std::size_t to = 0; to < chosen.size(); ++to) {
    if (chosen[to] == to) continue;
    parts.rows.row(static_cast<Index>(to)) = parts.rows.row(static_cast<Index>(chosen[to]));
  }
  parts.words.keep(chosen);
  parts.rows.conservativeResize(static_cast<Index>(chosen.size()), Eigen::NoChange);
}

std::string rowsPhrase(std::uint64_t count) {
  return grouped(count) + (count == 1 ? " row" : " rows");
}

}  // namespace

std::string placeText(const Place& place) {
  return std::string(place.unit) + " " + grouped(place.number);
}

void SkipLog::add(std::string_view reason, const Place& place, const std::string& expected,
                  const std::string& found) {
  note({std::string(reason), 1, place, expected, found});
}

void SkipLog::append(const SkipLog& part, std::uint64_t before) {
  for (Entry entry : part.m_entries) {
    entry.place.number += before;
    note(entry);
  }
}

void SkipLog::note(const Entry& entry) {
  const auto known = std::ranges::find(m_entries, entry.reason, &Entry::reason);
  if (known == m_entries.end()) {
    m_entries.push_back(entry);
  } else {
    known->count += entry.count;
  }
}

std::vector<std::string> SkipLog::warnings() const {
  std::vector<std::string> lines;
  for (const Entry& entry : m_entries) {
    lines.push_back(rowsPhrase(entry.count) + " skipped " + entry.reason + " (first: " +
                    placeText(entry.place) + ": expected " + entry.expected + ", found " + entry.found + ")");
  }
  return lines;
}

void SkipLog::throwFirst(const std::string& path) const {
  if (m_entries.empty()) throw fileError(path, {"", "at least one row", "none"});
  const Entry& first = m_entries.front();
  throw fileError(path, {placeText(first.place), first.expected, first.found + ", and no other row is good"});
}

EmbeddingTable finishTable(TableParts parts, TableSource source) {
  std::uint64_t doubles = 0;
  WordIndex index(parts.words.size());
  const std::vector<std::size_t> chosen = chooseRows(parts, index, source.path, doubles);
  if (chosen.empty()) parts.skips.throwFirst(source.path);
  const bool whole = chosen.size() == parts.words.size();
  if (!whole) compact(parts, chosen);
  for (std::string& line : parts.skips.warnings()) source.warnings.push_back(std::move(line));
  if (doubles > 0) source.warnings.push_back(rowsPhrase(doubles) + " dropped whose word came before");
  Vocabulary vocabulary = whole ? Vocabulary(std::move(parts.words), std::move(index))
                                : Vocabulary(std::move(parts.words));  // its rows have other numbers now
  return EmbeddingTable(std::move(vocabulary), std::move(parts.rows), std::move(source));
}

TableSource sourceOf(const InputFile& file, std::string_view format) {
  TableSource source;
  source.path = file.path();
  source.name = std::filesystem::path(file.path()).stem().string();
  source.format = format;
  return source;
}

}  // namespace es::model
