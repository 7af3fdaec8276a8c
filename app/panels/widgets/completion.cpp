#include "app/panels/widgets/completion.h"

#include <algorithm>

#include "app/command/command_text.h"
#include "app/document/states.h"
#include "app/panels/widgets/word_list.h"
#include "base/display_text.h"
#include "math/formula/expression.h"

namespace es::app {

namespace {

void addWords(Completions& found, const model::Vocabulary& vocabulary, std::string_view prefix,
              std::size_t count, bool quote) {
  found.known = vocabulary.findForgiving(prefix).has_value();
  for (const math::Index row : vocabulary.completions(prefix, count)) {
    const std::string& word = vocabulary.word(row);
    const std::string words[] = {word};
    found.texts.push_back(quote ? math::quoteWord(word) : textOfWords(words));
    found.shown.push_back(base::displayText(word));
  }
}

Completions statesFor(const PanelContext& context, std::string_view typed, std::size_t from,
                      std::size_t count) {
  Completions found{.from = from, .texts = {}, .shown = {}, .known = false};
  for (const NamedState& state : namedStates(context.document().model)) {
    if (state.name == typed.substr(from)) found.known = true;
    if (found.texts.size() == count || !state.name.starts_with(typed.substr(from))) continue;
    found.texts.push_back(state.name);
    found.shown.push_back(base::displayText(state.name));
  }
  return found;
}

Completions pathsFor(const PanelContext& context, std::string_view typed, std::size_t from,
                     std::size_t count) {
  Completions found{.from = from, .texts = {}, .shown = {}, .known = false};
  if (!context.in.pathCompletions) return found;
  found.texts = context.in.pathCompletions(std::string(typed.substr(from)), count);
  for (const std::string& path : found.texts) found.shown.push_back(base::displayText(path));
  return found;
}

}  // namespace

Completions wordCompletions(const PanelContext& context, std::string_view typed, std::size_t count) {
  Completions found;
  if (!context.vocabulary() || typed.empty()) return found;
  if (const auto at = stateNameAt(typed)) return statesFor(context, typed, *at, count);
  addWords(found, *context.vocabulary(), typed, count, true);
  if (!found.texts.empty()) return found;
  found.from = lastWordAt(typed);
  if (found.from > 0 && found.from < typed.size())
    addWords(found, *context.vocabulary(), typed.substr(found.from), count, true);
  return found;
}

Completions listCompletions(const PanelContext& context, std::string_view typed, std::size_t count) {
  const std::size_t blank = typed.find_last_of(" \t");
  Completions found{
      .from = blank == std::string_view::npos ? 0 : blank + 1, .texts = {}, .shown = {}, .known = false};
  if (context.vocabulary() && found.from < typed.size())
    addWords(found, *context.vocabulary(), typed.substr(found.from), count, false);
  return found;
}

Completions commandCompletions(const PanelContext& context, std::string_view typed, std::size_t count) {
  const std::size_t nameEnd = typed.find(' ');
  if (nameEnd == std::string_view::npos) {
    Completions found;
    for (const CommandHelp& help : commandHelp()) {
      if (found.texts.size() == count || !help.name.starts_with(typed)) continue;
      found.texts.push_back(std::string(help.name) + ' ');
      found.shown.emplace_back(help.usage);
    }
    return found;
  }
  const CommandFacts* facts = factsNamed(typed.substr(0, nameEnd));
  if (facts && facts->takesPath) return pathsFor(context, typed, nameEnd + 1, count);
  if (const auto at = stateNameAt(typed)) return statesFor(context, typed, *at, count);
  Completions found{
      .from = std::max(lastWordAt(typed), nameEnd + 1), .texts = {}, .shown = {}, .known = false};
  if (context.vocabulary() && found.from < typed.size())
    addWords(found, *context.vocabulary(), typed.substr(found.from), count, true);
  return found;
}

std::string completed(std::string_view typed, const Completions& completions, std::size_t index) {
  return std::string(typed.substr(0, completions.from)) + completions.texts[index];
}

std::optional<std::string> tabbed(std::string_view typed, const Completions& completions) {
  if (completions.known) return std::nullopt;
  for (std::size_t i = 0; i < completions.texts.size(); ++i) {
    std::string text = completed(typed, completions, i);
    if (text != typed) return text;
  }
  return std::nullopt;
}

TextBoxEvents wordBox(PanelContext& context, const char* id, std::string& value, const char* hint, bool list,
                      float widthPx) {
  TextBoxSpec spec;
  spec.hint = hint;
  spec.widthPx = widthPx;
  spec.onTab = [&context, list](std::string_view typed) -> std::optional<std::string> {
    return tabbed(typed, list ? listCompletions(context, typed, 2) : wordCompletions(context, typed, 2));
  };
  return textBox(context.state.keyboard, id, value, spec);
}

}  // namespace es::app
