#include "model/table/table_finish.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <future>
#include <utility>

#include "base/file_error.h"
#include "base/number_text.h"
#include "base/progress.h"
#include "math/search/neighbors.h"
#include "model/table/table_texts.h"

namespace es::model {
namespace {

using math::Index;

/// Enters every word. False at a word that needs a closer look: empty, too long, or there before.
bool indexWords(const WordList& words, WordIndex& index) {
  for (std::size_t row = 0; row < words.size(); ++row) {
    const std::size_t size = words[row].size();
    if (size == 0 || size > kLargestWordBytes || !index.insert(words, row)) return false;
  }
  return true;
}

/// The rows that stay, ascending. What goes is told to `parts.skips`, duplicates are counted.
std::vector<std::size_t> chooseRows(TableParts& parts, const math::Vector& lengths, const std::string& path,
                                    std::uint64_t& duplicates) {
  WordIndex seen(parts.words.size());
  std::vector<std::size_t> chosen;
  chosen.reserve(parts.words.size());
  for (std::size_t row = 0; row < parts.words.size(); ++row) {
    const std::string_view word = parts.words[row];
    const Place place{"row", row + 1};
    if (word.size() > kLargestWordBytes) {
      throw base::fileError(
          path, {placeText(place), "a word of at most " + base::groupedText(kLargestWordBytes) + " bytes",
                 base::groupedText(word.size())});
    }
    if (word.empty()) {
      parts.skips.add("without a word", place, "a word", "none");
    } else if (std::isnan(lengths[static_cast<Index>(row)])) {
      parts.skips.add("with a value that is not finite", place, "finite numbers", "NaN or infinity");
    } else if (!seen.insert(parts.words, row)) {
      ++duplicates;
    } else {
      chosen.push_back(row);
    }
  }
  return chosen;
}

/// Leaves out the rows that cannot stay; returns how many of them were duplicates.
std::uint64_t dropRows(TableParts& parts, math::Vector& lengths, const std::string& path) {
  std::uint64_t duplicates = 0;
  const std::vector<std::size_t> chosen = chooseRows(parts, lengths, path, duplicates);
  if (chosen.empty()) parts.skips.throwFirst(path);
  if (parts.rows.isMapped()) {
    requireMemory(path, static_cast<double>(chosen.size()) * sizeof(float) *
                            static_cast<double>(parts.rows.view().cols()));
  }
  parts.words.keep(chosen);
  parts.rows.keep(chosen);
  for (RawColumn& column : parts.columns) column.cells.keep(chosen);
  for (std::size_t to = 0; to < chosen.size(); ++to)
    lengths[static_cast<Index>(to)] = lengths[static_cast<Index>(chosen[to])];
  lengths.conservativeResize(static_cast<Index>(chosen.size()));
  return duplicates;
}

/// Only the first rows, where the options say so.
void keepFirst(TableParts& parts, const TableOptions& options) {
  if (!options.words || *options.words >= parts.words.size()) return;
  parts.words.keepFirst(*options.words);
  if (parts.rows.view().rows() > static_cast<Index>(parts.words.size()))
    parts.rows.keepFirst(static_cast<Index>(parts.words.size()));
  for (RawColumn& column : parts.columns) column.cells.keepFirst(*options.words);
}

std::string rowsPhrase(std::uint64_t count) {
  return base::groupedText(count) + (count == 1 ? " row" : " rows");
}

/// Words that several rows bear are labels: numbered they name the rows, and as a column they stay what they
/// were.
void numberLabels(TableParts& parts, TableSource& source) {
  WordList labels = parts.words;
  const std::uint64_t count = numberRepeats(parts.words);
  if (count == 0) return;
  source.warnings.push_back(rowsPhrase(count) +
                            " have the word of a row before: numbered, as in \"word (2)\"");
  parts.columns.push_back({"label", std::move(labels)});
}

}  // namespace

std::string placeText(const Place& place) {
  return std::string(place.unit) + " " + base::groupedText(place.number);
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
  if (m_entries.empty()) throw base::fileError(path, {"", "at least one row", "none"});
  const Entry& first = m_entries.front();
  throw base::fileError(path,
                        {placeText(first.place), first.expected, first.found + ", and no other row is good"});
}

EmbeddingTable finishTable(TableParts parts, TableSource source, const base::Progress& progress) {
  keepFirst(parts, source.options);
  decodeTexts(parts.words, parts.columns, source);
  if (parts.repeats == TableParts::Repeats::Number) numberLabels(parts, source);
  WordIndex index(parts.words.size());
  auto areNew = std::async(std::launch::async | std::launch::deferred,  // deferred where threads are short
                           [&] { return indexWords(parts.words, index); });
  math::Vector lengths = math::rowLengths(parts.rows.view(), progress);
  const bool isWhole = areNew.get() && !parts.words.empty() && lengths.allFinite();
  const std::uint64_t duplicates = isWhole ? 0 : dropRows(parts, lengths, source.path);
  for (std::string& line : parts.skips.warnings()) source.warnings.push_back(std::move(line));
  if (duplicates > 0) source.warnings.push_back(rowsPhrase(duplicates) + " dropped whose word came before");
  Vocabulary vocabulary = isWhole ? Vocabulary(std::move(parts.words), std::move(index))
                                  : Vocabulary(std::move(parts.words));  // its rows have other numbers now
  std::vector<Column> columns = columnsOf(std::move(parts.columns), source.warnings);
  EmbeddingTable table(std::move(vocabulary), std::move(parts.rows), std::move(lengths), std::move(source));
  table.setColumns(std::move(columns));
  return table;
}

TableSource sourceOf(const TableInput& input, std::string_view format) {
  TableSource source;
  source.path = input.path();
  source.name = input.name();
  source.format = format;
  source.options = input.options();
  source.warnings = input.notes();
  return source;
}

}  // namespace es::model
