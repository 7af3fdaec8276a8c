#include "app/evaluate/make_coloring.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <string_view>

#include "app/document/found_colorings.h"
#include "app/document/shown_coloring.h"
#include "app/document/words.h"
#include "app/evaluate/column_coloring.h"
#include "app/evaluate/topic_hues.h"
#include "app/look/cloud_colors.h"
#include "base/hash.h"
#include "math/clusters/topic_parts.h"
#include "math/clusters/topics.h"
#include "math/kernels/row_passes.h"
#include "math/linear/similarity.h"

namespace es::app {
namespace {

constexpr math::Index kClearestWords = 8;
constexpr std::size_t kPartNameWords = 2;
constexpr math::Index kCoreRows = 160, kParts = 5, kPartNames = 4;
constexpr double kLeastRows = 2'000, kMostWork = 3e10;

std::vector<std::string> wordsOf(const std::vector<math::Topic::Name>& names,
                                 const model::Vocabulary& vocabulary) {
  std::vector<std::string> words;
  for (const math::Topic::Name& name : names) words.push_back(vocabulary.word(name.row));
  return words;
}

/// Two forms of one word, as far as letters tell.
bool areForms(std::string_view a, std::string_view b) {
  constexpr std::size_t kStem = 5;
  return a.starts_with(b) || b.starts_with(a) || a.substr(0, kStem) == b.substr(0, kStem);
}

std::vector<ColoredTopic> coloredParts(const std::vector<math::TopicPart>& parts, std::uint8_t hue,
                                       const model::Vocabulary& vocabulary) {
  std::vector<ColoredTopic> result;
  for (const math::TopicPart& part : parts) {
    ColoredTopic one;
    one.words = wordsOf(part.names, vocabulary);
    one.name = topicName(one.words, kPartNameWords);
    one.rows = part.size;
    one.hue = hue;
    one.core = part.core;
    result.push_back(std::move(one));
  }
  return result;
}

/// Each row's place between the heart of its topic and the rim, by its cosine with the centre: a topicClass.
std::vector<std::uint8_t> topicClasses(const math::Topics& found, const std::vector<std::uint8_t>& hues) {
  constexpr std::array kShadeShares{0.28, 0.6};  // of a topic's rows, from the heart, where a shade ends
  std::vector<std::vector<float>> products(hues.size());
  for (std::size_t row = 0; row < found.topicOf.size(); ++row)
    products[static_cast<std::size_t>(found.topicOf[row])].push_back(found.products[row]);
  std::vector<std::array<float, kShadeShares.size()>> ends(hues.size());
  for (std::size_t topic = 0; topic < hues.size(); ++topic) {
    std::vector<float>& own = products[topic];
    for (std::size_t shade = 0; shade < kShadeShares.size() && !own.empty(); ++shade) {
      const auto end =
          own.begin() + static_cast<std::ptrdiff_t>(kShadeShares[shade] * static_cast<double>(own.size()));
      std::ranges::nth_element(own, end, std::ranges::greater{});
      ends[topic][shade] = *end;
    }
  }
  std::vector<std::uint8_t> classes;
  classes.reserve(found.topicOf.size());
  for (std::size_t row = 0; row < found.topicOf.size(); ++row) {
    const auto topic = static_cast<std::size_t>(found.topicOf[row]);
    const auto shade =
        std::ranges::count_if(ends[topic], [&](float end) { return found.products[row] < end; });
    classes.push_back(static_cast<std::uint8_t>(topicClass(hues[topic], static_cast<int>(shade))));
  }
  return classes;
}

std::shared_ptr<const Coloring> coloringOf(const Space& space, int count, const math::Topics& found,
                                           const base::Progress& progress) {
  const model::EmbeddingTable& table = *space.table;
  auto coloring = std::make_shared<Coloring>();
  coloring->spec = {ColorKind::Topics, count, {}};
  const std::vector<std::uint8_t> hues = topicHues(found.centres, kTopicHues);
  const auto parts = math::topicParts(table.rows(), found, kParts, kPartNames, progress);
  std::vector<std::vector<math::Index>> cores = math::topicCores(found, kCoreRows);
  for (std::size_t i = 0; i < found.topics.size(); ++i) {
    ColoredTopic topic;
    topic.words = wordsOf(found.topics[i].names, table.vocabulary());
    topic.name = topicName(topic.words);
    topic.rows = found.topics[i].size;
    topic.hue = hues[i];
    topic.core = std::move(cores[i]);
    topic.parts = coloredParts(parts[i], topic.hue, table.vocabulary());
    coloring->topics.push_back(std::move(topic));
  }
  coloring->classes = topicClasses(found, hues);
  coloring->revision = base::fnv1a(coloring->classes);
  coloring->means = math::topicMeans(table.rows(), found);
  return coloring;
}

/// Topics with what a picture needs of them.
std::shared_ptr<const Coloring> topicColoring(const Space& space, int topics,
                                              const base::Progress& progress) {
  constexpr double kFound = 0.85;  // of the time
  math::TopicSpec spec;
  spec.count = topics;
  spec.names = kClearestWords;
  const math::Topics found = math::findTopics(space.table->rows(), spec, base::stretch(progress, 0, kFound));
  return coloringOf(space, topics, found, base::stretch(progress, kFound, 1));
}

std::shared_ptr<const Coloring> dotColoring(const Space& space, const math::Expression& direction) {
  constexpr math::Index kBlockRows = 512;
  constexpr math::Index kFullShare = 50;  // the largest of so many have the full colour
  const model::EmbeddingTable& table = *space.table;
  const math::Vector query = vectorOf(direction, table);
  const math::RowsMap rows = table.rows();
  std::vector<double> products(static_cast<std::size_t>(rows.rows()));
  math::forEachBlock(rows.rows(), kBlockRows, [&](math::Index first, math::Index count) {
    for (math::Index row = first; row < first + count; ++row)
      products[static_cast<std::size_t>(row)] = math::dot(rows.row(row).transpose(), query);
  });
  auto coloring = std::make_shared<Coloring>();
  coloring->spec = {ColorKind::Dot, ColorSpec::kUsualTopics, direction};
  std::vector<double> sizes;
  sizes.reserve(products.size());
  for (const double product : products) sizes.push_back(std::abs(product));
  const auto full = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size()) / kFullShare;
  std::ranges::nth_element(sizes, full, std::ranges::greater{});
  coloring->fullProduct = *full;
  const double unit = *full > 0 ? 1 / *full : 0;
  constexpr int kMiddle = kSignSteps / 2;
  for (const double product : products) {
    const double share = std::clamp(product * unit, -1.0, 1.0);
    coloring->classes.push_back(static_cast<std::uint8_t>(kMiddle + std::lround(kMiddle * share)));
  }
  coloring->revision = base::fnv1a(coloring->classes);
  return coloring;
}

}  // namespace

std::string topicName(const std::vector<std::string>& words, std::size_t most) {
  constexpr std::size_t kMostBytes = 28;
  std::vector<std::string_view> kept;
  std::string name;
  for (const std::string& word : words) {
    if (std::ranges::any_of(kept, [&](auto other) { return areForms(word, other); })) continue;
    const bool fits = kept.size() < most && name.size() + 1 + word.size() <= kMostBytes;
    if (!kept.empty() && !fits) break;
    name += (kept.empty() ? "" : " ") + word;
    kept.push_back(word);
  }
  return name;
}

double topicWork(const Space& space, math::Index topics) {
  constexpr double kRounds = 30;  // of each start, about
  const auto rows = static_cast<double>(space.table->size()), dims = static_cast<double>(space.table->dims());
  const double clustered = std::min(static_cast<double>(math::TopicSpec::kEndRow), rows);
  return static_cast<double>(topics) * dims * (clustered * kRounds * math::TopicSpec::kStarts + rows);
}

std::shared_ptr<const Coloring> coloringBy(const Space& space, const ColorSpec& spec,
                                           const base::Progress& progress) {
  const auto find = [&](const base::Progress& searched) -> std::shared_ptr<const Coloring> {
    if (spec.kind == ColorKind::Topics) return topicColoring(space, spec.topics, searched);
    if (spec.kind == ColorKind::Column) return columnColoring(*space.table, spec.column);
    assert(spec.kind == ColorKind::Dot);
    return dotColoring(space, spec.direction.value());
  };
  return space.colorings->obtain(spec, find, progress);
}

double coloringWork(const Space& space, const ColorSpec& spec) {
  constexpr double kColumnWork = 20;  // a row
  if (space.colorings->get(spec)) return static_cast<double>(space.table->size());
  if (spec.kind == ColorKind::Column) return kColumnWork * static_cast<double>(space.table->size());
  return spec.kind == ColorKind::Topics ? topicWork(space, spec.topics)
                                        : static_cast<double>(space.table->rows().size());
}

bool colorsByItself(const Space& space) {
  return static_cast<double>(space.table->size()) >= kLeastRows &&
         topicWork(space, ColorSpec::kUsualTopics) <= kMostWork;
}

std::optional<ColorSpec> missingColors(const DocumentState& document, const ViewState& view) {
  if (!document.space || document.color.kind == ColorKind::None) return std::nullopt;
  std::optional<ColorSpec> wanted;
  if (showsDots(document, view)) {
    wanted = colorsOf(*document.dots);
  } else if (document.color.kind == ColorKind::ByItself && colorsByItself(*document.space)) {
    wanted = ColorSpec{ColorKind::Topics, ColorSpec::kUsualTopics, {}};
  }
  return wanted && document.space->colorings->get(*wanted) ? std::nullopt : wanted;
}

void finishColors(const DocumentState& document, const ViewState& view, const base::Progress& progress) {
  if (const auto missing = missingColors(document, view))
    static_cast<void>(coloringBy(*document.space, *missing, progress));
}

void finishDotColors(const DocumentState& document, const ViewState& view) {
  if (showsDots(document, view)) finishColors(document, view, base::ignoreProgress());
}

}  // namespace es::app
