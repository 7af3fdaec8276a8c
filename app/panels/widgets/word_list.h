#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace es::app {

/// Splits "cat \"new york\" sister-in-law" at white space; quotes hold words together. Throws es::Error where
/// a quote is not closed.
[[nodiscard]] std::vector<std::string> wordsOfText(std::string_view text);
/// The same of a text whose groups of words are parted by semicolons; empty groups are left out.
[[nodiscard]] std::vector<std::vector<std::string>> wordGroupsOfText(std::string_view text);
/// The other way: quoted where needed.
[[nodiscard]] std::string textOfWords(std::span<const std::string> words);
/// Where the word that is being typed begins: after white space, an operator or a parenthesis.
[[nodiscard]] std::size_t lastWordAt(std::string_view text);
/// Where the name of a state that is being typed begins: "@king-" at the end of "2*@king-", whose number has
/// a sign before it. Nothing where none is.
[[nodiscard]] std::optional<std::size_t> stateNameAt(std::string_view text);

}  // namespace es::app
