#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>

#include "app/command/text/arguments.h"

namespace es::app {

/// What several commands share when they are read and written: texts for a model, whole numbers, options.
/// What reads throws es::Error through Arguments::fail.

/// A TEXT: one "..." piece, then `next` is the piece behind it; or the line as it stands but for its last
/// `restPieces` pieces (then `next` is the first of those).
struct TextArgument {
  std::string text;
  std::size_t next = 0;
};
TextArgument readText(const Arguments& arguments, std::size_t restPieces);

/// The line's one text, with nothing behind it.
std::string onlyText(const Arguments& arguments);

/// Throws where there are pieces from `next` on, which stand behind a quoted text.
void expectNothingBehind(const Arguments& arguments, std::size_t next);

/// A token's text: "..." or bare, not empty.
std::string readToken(const Arguments& arguments, std::size_t piece);
/// The same where it may be missing; nothing may follow it.
std::optional<std::string> tokenAfter(const Arguments& arguments, std::size_t next);
/// " TOKEN", or nothing.
std::string tokenText(const std::optional<std::string>& token);

struct WholeRange {
  std::string_view what;
  std::uint64_t least = 0, most = std::numeric_limits<std::uint64_t>::max();
};
std::uint64_t readWhole(const Arguments& arguments, const std::string& text, const WholeRange& range);
std::optional<std::uint64_t> wholeOption(const Arguments& arguments, std::string_view option,
                                         const WholeRange& range);

/// The same for ranges within int's.
int wholeInt(const Arguments& arguments, std::size_t piece, const WholeRange& range);
std::optional<int> wholeIntOption(const Arguments& arguments, std::string_view option,
                                  const WholeRange& range);

std::optional<std::uint64_t> seedOption(const Arguments& arguments);  // --seed
std::optional<double> temperatureOption(const Arguments& arguments);  // --temperature, 0 to inf
double readTemperature(const Arguments& arguments, const std::string& text);
std::optional<int> topKOption(const Arguments& arguments);     // --top-k, 0: off
std::optional<double> topPOption(const Arguments& arguments);  // --top-p, (0, 1]
std::optional<double> minPOption(const Arguments& arguments);  // --min-p, [0, 1]

/// " --NAME VALUE", or nothing.
std::string optionText(std::string_view name, const std::optional<double>& value);
std::string optionText(std::string_view name, const std::optional<int>& value);
std::string optionText(std::string_view name, const std::optional<std::uint64_t>& value);

}  // namespace es::app
