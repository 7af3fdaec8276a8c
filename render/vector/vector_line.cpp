#include <optional>

#include "render/scene/finite.h"
#include "render/vector/vector_marks.h"

namespace es::render {
namespace {

constexpr float kCoreAlpha = 0.5F;  // stronger lines hide points: line_pass.cpp
constexpr int kFadeSteps = 4;

// The colour along the way, from `from` to `to` in the world; the picture's steps are even, the world's not.
Paint fadedPaint(const FramePlaces& places, const Line& line, glm::vec3 from, glm::vec3 to, glm::vec4 color) {
  const float overA = 1.0F / places.depth(from), overB = 1.0F / places.depth(to);
  Paint paint;
  float least = 1.0F, most = 0.0F;
  for (int step = 0; step <= kFadeSteps; ++step) {
    const float seenShare = static_cast<float>(step) / kFadeSteps;
    const float share = seenShare * overB / glm::mix(overA, overB, seenShare);
    const glm::vec3 world = glm::mix(from, to, share);
    const float fade = line.pointedOut ? places.emphasisAt(world) : places.fadeAt(world);
    least = std::min(least, fade);
    most = std::max(most, fade);
    paint.stops.push_back({seenShare, glm::vec4(glm::vec3(color), color.a * fade)});
  }
  constexpr float kSeen = 0.02F;
  if ((most - least) * color.a > kSeen) return paint;
  return Paint::flat(glm::vec4(glm::vec3(color), color.a * 0.5F * (least + most)));
}

}  // namespace

std::optional<VectorLine> vectorLine(const FramePlaces& places, const Line& line) {
  float startShare = 0.0F, endShare = 1.0F;
  if (!isFinite(line.from) || !isFinite(line.to) ||
      !places.cutAtNearPlane(line.from, line.to, startShare, endShare))
    return std::nullopt;
  const glm::vec3 from = glm::mix(line.from, line.to, startShare),
                  to = glm::mix(line.from, line.to, endShare);
  const float scale = places.frame.uniforms.scale;
  const float width = line.widthPx * scale;
  const glm::vec4 color(glm::vec3(line.color), line.color.a * std::min(1.0F, width));

  VectorLine drawn;
  drawn.stroke = {places.px(from), places.px(to), std::max(width, 1.0F), line.dashPx * scale};
  drawn.paint = fadedPaint(places, line, from, to, color);
  drawn.paint.from = drawn.stroke.from;
  drawn.paint.to = drawn.stroke.to;
  drawn.seen.from = drawn.stroke.from;
  drawn.seen.to = drawn.stroke.to;
  drawn.seen.depthFrom = places.depth(from);
  drawn.seen.depthTo = places.depth(to);
  drawn.seen.radiusPx = 0.5F * drawn.stroke.widthPx;
  drawn.seen.hides = color.a > kCoreAlpha;
  return drawn;
}

}  // namespace es::render
