#include "app/scene/landmarks.h"

#include <algorithm>
#include <cctype>
#include <limits>
#include <sstream>
#include <string_view>

namespace es::app {
namespace {

constexpr math::Index kFrequentRows = 2500;  // beyond them are many names that few know
constexpr std::size_t kEnoughEveryday = 60;

/// What a class knows, from many fields; the news, of which many tables are made, has other favourites.
constexpr std::string_view kEveryday =
    "animal apple april baby ball banana bank beach bicycle bird black blood blue boat bone book bread "
    "breakfast bridge brother "
    "brown butter camera car castle cat chair cheese chicken child chocolate church cinema city clock cloud "
    "coffee color computer "
    "cook cotton country cow dance daughter day desert diamond doctor dog dolphin door dragon dream ear "
    "earth elephant engine eye "
    "family farmer father film finger fire fish flag flower food football forest friend fruit garden gold "
    "green guitar hair hand "
    "happy heart history home horse hospital hotel house hundred ice idea iron island jazz juice king "
    "kitchen knife lady lake lamp "
    "language leaf letter library light lion london lunch machine mathematics meat medicine metal milk "
    "minute money monkey moon "
    "morning mother mountain mouse museum music navy neck night nose novel ocean office oil orange orchestra "
    "painter paper paris "
    "pepper physics piano picture planet poem poet potato prince professor queen radio railway rain red rice "
    "river road rocket roof "
    "rose salt school science sea seven sheep ship shirt shoe silver singer sister skin sky sleep smile snow "
    "soccer soldier song "
    "soup spring square star stone story street student sugar summer sun sweet table tea teacher telephone "
    "tennis theatre thousand "
    "three tiger tokyo tower town train tree truck uncle university victory village violin voice wall water "
    "weather white wind "
    "window wine winter woman wood world writer yellow young zero "
    // Names, trade and public life: the other half of any cloud made from news and encyclopedias.
    "africa ahmed album america anna asia brazil budget cells census championship charles china coach "
    "company countries court "
    "currency david democracy district economy egypt election elizabeth engineers european france germany "
    "goalkeeper government "
    "hans increasingly india ivan japan jean john johnson juan kilometers law league maria market martin "
    "million minister "
    "municipality nations olympic parliament percent peter pierre population president price protein "
    "province researchers season "
    "shares smith software species stadium treaty tuesday";

bool isPlainWord(const std::string& word) {
  return word.size() >= 3 && std::ranges::all_of(word, [](char c) {
           const auto byte = static_cast<unsigned char>(c);
           return byte >= 0x80 || std::isalpha(byte) != 0;
         });
}

std::vector<math::Index> everydayRows(const model::Vocabulary& vocabulary) {
  std::vector<math::Index> rows;
  std::istringstream words{std::string(kEveryday)};
  for (std::string word; words >> word;)
    if (const auto row = vocabulary.find(word)) rows.push_back(*row);
  std::ranges::sort(rows);
  return rows;
}

}  // namespace

std::vector<math::Index> landmarks(const model::Vocabulary& vocabulary, std::span<const glm::vec3> places,
                                   std::size_t count, const std::function<bool(math::Index)>& seen) {
  std::vector<math::Index> candidates = everydayRows(vocabulary);
  std::erase_if(candidates, [&](math::Index row) { return !seen(row); });
  const bool english = candidates.size() >= kEnoughEveryday;
  if (!english) candidates.clear();
  const auto most = static_cast<std::size_t>(kFrequentRows);
  std::vector<math::Index> frequent;  // of those that are seen
  for (math::Index row = 0; !english && row < vocabulary.size() && frequent.size() < most; ++row)
    if (seen(row)) frequent.push_back(row);
  for (const math::Index row : frequent)
    if (isPlainWord(vocabulary.word(row))) candidates.push_back(row);
  if (candidates.empty()) candidates = frequent;  // a table of numbers or symbols: label what there is

  // Farthest-point sampling, started from the most frequent candidate.
  std::vector<float> gap(candidates.size(), std::numeric_limits<float>::max());
  std::vector<math::Index> chosen;
  std::size_t next = 0;
  while (chosen.size() < std::min(count, candidates.size())) {
    chosen.push_back(candidates[next]);
    const glm::vec3 place = places[static_cast<std::size_t>(candidates[next])];
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      const glm::vec3 away = places[static_cast<std::size_t>(candidates[i])] - place;
      gap[i] = std::min(gap[i], glm::dot(away, away));
    }
    next = static_cast<std::size_t>(std::ranges::max_element(gap) - gap.begin());
    if (!(gap[next] > 0)) break;  // only words in the same places are left
  }
  return chosen;
}

std::vector<math::Index> frequentWords(const model::Vocabulary& vocabulary, std::size_t count,
                                       const std::function<bool(math::Index)>& wanted) {
  constexpr math::Index kRows = 20000;
  std::vector<math::Index> rows;
  for (math::Index row = 0; row < std::min(vocabulary.size(), kRows) && rows.size() < count; ++row)
    if (isPlainWord(vocabulary.word(row)) && wanted(row)) rows.push_back(row);
  return rows;
}

}  // namespace es::app
