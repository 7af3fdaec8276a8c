#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace es::model {

/// A word or an ending such as 's, a digit, a run of spaces, or any other character.
struct StoryUnit {
  std::size_t begin = 0, end = 0;
  bool isWord = false;
};

/// The units of lower-cased text, without a gap. A byte that is not UTF-8 is a unit.
std::vector<StoryUnit> storyUnits(std::string_view text);

}  // namespace es::model
