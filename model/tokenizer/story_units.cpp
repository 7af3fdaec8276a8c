#include "model/tokenizer/story_units.h"

#include <algorithm>

#include "model/tokenizer/token_list.h"

namespace es::model {
namespace {

bool isLetter(char c) {
  return c >= 'a' && c <= 'z';
}

std::size_t lettersEnd(std::string_view text, std::size_t at) {
  while (at < text.size() && isLetter(text[at])) ++at;
  return at;
}

/// [a-z]+('[a-z]+)*
std::size_t wordEnd(std::string_view text, std::size_t at) {
  std::size_t end = lettersEnd(text, at);
  while (end + 1 < text.size() && text[end] == '\'' && isLetter(text[end + 1]))
    end = lettersEnd(text, end + 1);
  return end;
}

/// Bytes of the ending that is a unit of its own.
std::size_t endingBytes(std::string_view word) {
  const std::size_t cut = word.rfind('\'');
  if (cut == std::string_view::npos || cut == 0) return 0;
  static constexpr std::string_view kEndings[] = {"'s", "'m", "'ll", "'re", "'ve", "'d"};
  const std::string_view ending = word.substr(cut);
  return std::ranges::find(kEndings, ending) == std::end(kEndings) ? 0 : ending.size();
}

}  // namespace

std::vector<StoryUnit> storyUnits(std::string_view text) {
  std::vector<StoryUnit> units;
  for (std::size_t at = 0; at < text.size(); at = units.back().end) {
    if (isLetter(text[at])) {
      const std::size_t end = wordEnd(text, at);
      const std::size_t cut = end - endingBytes(text.substr(at, end - at));
      units.push_back({at, cut, true});
      if (cut < end) units.push_back({cut, end, true});
    } else if (text[at] == ' ') {
      units.push_back({at, std::min(text.find_first_not_of(' ', at), text.size()), false});
    } else {
      units.push_back({at, at + characterBytes(text.substr(at)), false});
    }
  }
  return units;
}

}  // namespace es::model
