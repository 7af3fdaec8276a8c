#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/panels/widgets/panel_context.h"
#include "app/panels/widgets/text_box.h"

namespace es::app {

/// What could stand in place of the end of a text.
struct Completions {
  std::size_t from = 0;            // where in the text they would go
  std::vector<std::string> texts;  // as they would be inserted
  std::vector<std::string> shown;  // as they are listed
  bool known = false;              // what stands there is a word of the table
};

/// Words of the table for the word being typed at the end of a formula, or after an @ the states that are
/// drawn; the whole text counts as one word
/// where the table has words that begin with it (sister-in-law).
[[nodiscard]] Completions wordCompletions(const PanelContext& context, std::string_view typed,
                                          std::size_t count);
/// The same for lists of words, where only white space separates.
[[nodiscard]] Completions listCompletions(const PanelContext& context, std::string_view typed,
                                          std::size_t count);
/// Names of commands at the start; after that paths for open, save, run, screenshot, record and export, words
/// for all others.
[[nodiscard]] Completions commandCompletions(const PanelContext& context, std::string_view typed,
                                             std::size_t count);

/// What Tab makes of a text: the first completion that adds something to it; nothing where a known word
/// stands (man is not meant to become many).
[[nodiscard]] std::optional<std::string> tabbed(std::string_view typed, const Completions& completions);

[[nodiscard]] std::string completed(std::string_view typed, const Completions& completions,
                                    std::size_t index);

/// A box for a formula (`list` false) or a list of words in which Tab completes the last word.
TextBoxEvents wordBox(PanelContext& context, const char* id, std::string& value, const char* hint, bool list,
                      float widthPx = 0);

}  // namespace es::app
