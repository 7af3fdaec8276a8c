#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>

#include "app/command/arguments.h"

namespace es::app {

/// What the commands of the language model share when they are read. All throw through Arguments::fail.

/// A TEXT: one "..." piece, then `next` is the piece behind it; or the line as it stands but for its last
/// `restPieces` pieces (then `next` is the first of those).
struct TextArgument {
  std::string text;
  std::size_t next = 0;
};
TextArgument readText(const Arguments& arguments, std::size_t restPieces);

/// The line's one text, with nothing behind it.
std::string onlyText(const Arguments& arguments);

/// A token's text: "..." (with \n) or bare.
std::string readToken(const Arguments& arguments, std::size_t piece);

struct WholeRange {
  std::string_view what;
  std::uint64_t least = 0, most = std::numeric_limits<std::uint64_t>::max();
};
std::uint64_t readWhole(const Arguments& arguments, const std::string& text, const WholeRange& range);
std::optional<std::uint64_t> wholeOption(const Arguments& arguments, std::string_view option,
                                         const WholeRange& range);

std::optional<std::uint64_t> seedOption(const Arguments& arguments);  // --seed
std::optional<double> temperatureOption(const Arguments& arguments);  // --temperature, 0 to inf
double readTemperature(const Arguments& arguments, const std::string& text);
std::optional<int> topKOption(const Arguments& arguments);     // --top-k, 0: off
std::optional<double> topPOption(const Arguments& arguments);  // --top-p, (0, 1]
std::optional<double> minPOption(const Arguments& arguments);  // --min-p, [0, 1]

}  // namespace es::app
