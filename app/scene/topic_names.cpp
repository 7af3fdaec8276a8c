#include "app/scene/topic_names.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/look/cloud_colors.h"
#include "app/look/oklch.h"
#include "app/scene/scene_cloud.h"
#include "base/display_text.h"

namespace es::app {
namespace {

constexpr float kLargestPx = 24, kSmallestPx = 17, kPartPx = 16;  // em sizes at the usual font size
constexpr float kBreakUpShare = 0.3F;  // of the picture's height: a topic whose core is wider is parted
constexpr float kNameAlpha = 0.92F;
constexpr std::size_t kLeastCore = 10;  // one in so many rows of a core is seen, or its name is not
constexpr int kFirstTopics = 9;         // for whose order there are priorities; the others share the last

/// The topic's hue, muted: nearer to the text's colour.
glm::vec4 nameColor(const ColoredTopic& topic, Theme theme, float alpha) {
  constexpr double kOwn = 0.6;  // of the hue; the rest is the text's
  const Oklab own = oklabOf(topicColor(theme, topic.hue)), text = oklabOf(palette(theme).text);
  const Oklab mixed{std::lerp(text.lightness, own.lightness, kOwn), std::lerp(text.a, own.a, kOwn),
                    std::lerp(text.b, own.b, kOwn)};
  return withAlpha(colorOf(mixed), alpha);
}

LabelDraft draftOf(const ColoredTopic& topic, std::shared_ptr<const HoveredTopic> facts, glm::vec3 middle,
                   Theme theme, float alpha) {
  LabelDraft label;
  label.topic = std::move(facts);
  label.text = base::displayText(topic.name);
  label.id = labelId("topic", label.text);
  label.anchor = label.tail = middle;
  label.color = nameColor(topic, theme, alpha);
  label.over = true;
  return label;
}

/// The middle one of some numbers, of which there is at least one.
float median(std::vector<float>& numbers) {
  const auto middle = numbers.begin() + static_cast<std::ptrdiff_t>(numbers.size() / 2);
  std::ranges::nth_element(numbers, middle);
  return *middle;
}

}  // namespace

bool showsTopicNames(const SceneInput& input) {
  return input.coloring && !input.coloring->topics.empty() && input.view.labelCount > 0 &&
         dimmedShare(input) < 1 && coloredShare(input) > 0;
}

TopicNames::Place TopicNames::placeOf(const ColoredTopic& topic, const SceneInput& input) {
  const auto positions = input.space.positions();
  if (topic.core.empty()) return {};
  std::array<std::vector<float>, 3> along;
  std::vector<math::Index> core = topic.core;
  std::erase_if(core, [&](math::Index row) { return !isSeen(input.document.filter, row); });
  if (kLeastCore * core.size() < topic.core.size() || core.empty()) return {};
  for (const math::Index row : core) {
    const glm::vec3 at = positions[static_cast<std::size_t>(row)];
    for (int axis = 0; axis < 3; ++axis) along[static_cast<std::size_t>(axis)].push_back(at[axis]);
  }
  const glm::vec3 middle{median(along[0]), median(along[1]), median(along[2])};
  std::vector<float> away;
  for (const math::Index row : core)
    away.push_back(glm::distance(positions[static_cast<std::size_t>(row)], middle));
  return {middle, median(away),
          std::make_shared<const HoveredTopic>(HoveredTopic{topic.name, topic.words, topic.rows})};
}

void TopicNames::follow(const SceneInput& input) {
  const auto& filter = input.document.filter;
  if (m_coloring == input.coloring && m_filter == filter && m_revision == input.space.revision()) return;
  m_coloring = input.coloring;
  m_filter = filter;
  m_revision = input.space.revision();
  m_placed.clear();
  for (const ColoredTopic& topic : m_coloring->topics) {
    Placed placed{placeOf(topic, input), {}};
    for (const ColoredTopic& part : topic.parts) placed.parts.push_back(placeOf(part, input));
    m_placed.push_back(std::move(placed));
  }
}

void TopicNames::add(const SceneInput& input, SceneDraft& draft) {
  if (!showsTopicNames(input)) return;
  follow(input);
  const float alpha = kNameAlpha * coloredShare(input) * (1 - dimmedShare(input));
  const glm::vec2 size{input.widthPx, input.heightPx};
  const auto largest = static_cast<float>(m_coloring->topics.front().rows);
  for (std::size_t i = 0; i < m_placed.size(); ++i) {
    if (!m_placed[i].place.facts) continue;
    const ColoredTopic& topic = m_coloring->topics[i];
    const Placed& placed = m_placed[i];
    const float depth = render::pxFromWorld(draft.scene.camera, size, placed.place.middle).z;
    const float perPx =
        render::worldPerPx(draft.scene.camera, input.heightPx) * depth / draft.scene.camera.distance;
    const bool parted =
        depth > 0 && !placed.parts.empty() && placed.place.radius > kBreakUpShare * input.heightPx * perPx;
    const int priority = label_priority::kTopic - std::min(static_cast<int>(i), kFirstTopics);
    for (std::size_t part = 0; parted && part < placed.parts.size(); ++part) {
      if (!placed.parts[part].facts) continue;
      const Place& place = placed.parts[part];
      LabelDraft label = draftOf(topic.parts[part], place.facts, place.middle, input.view.theme, alpha);
      label.sizePx = kPartPx;
      label.priority = priority;
      draft.labels.push_back(std::move(label));
    }
    if (parted) continue;
    LabelDraft label = draftOf(topic, placed.place.facts, placed.place.middle, input.view.theme, alpha);
    label.sizePx = std::lerp(kSmallestPx, kLargestPx, std::sqrt(static_cast<float>(topic.rows) / largest));
    label.priority = priority;
    draft.labels.push_back(std::move(label));
  }
}

}  // namespace es::app
