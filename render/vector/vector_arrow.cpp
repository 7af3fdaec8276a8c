#include <array>
#include <cmath>
#include <glm/gtc/constants.hpp>
#include <optional>

#include "render/scene/finite.h"
#include "render/vector/vector_marks.h"

namespace es::render {
namespace {

// Of arrow.vert and arrow_mesh.cpp.
constexpr float kHeadLength = 4.6F;  // in widths of the shaft
constexpr float kHeadRadius = 1.7F;
constexpr std::size_t kSides = 24;
using Circle = std::array<glm::vec3, kSides>;

// arrow.frag's two tones.
float shadeOf(const FramePlaces& places, glm::vec3 normal) {
  const float towardsLight = glm::dot(normal, glm::vec3(places.frame.uniforms.toLight));
  return glm::mix(0.6F, 1.0F, glm::smoothstep(-0.6F, 0.6F, towardsLight));
}

// The arrow's axes and sizes, world.
struct Body {
  glm::vec3 tail{0.0F}, neck{0.0F}, tip{0.0F};
  glm::vec3 along{0.0F}, side{0.0F}, otherSide{0.0F};  // unit
  float tailRadius = 0.0F, neckRadius = 0.0F, headRadius = 0.0F;
};

Body bodyOf(const FramePlaces& places, const VectorArrow& drawn) {
  const Arrow& arrow = *drawn.arrow;
  const float length = glm::distance(arrow.from, arrow.to), width = drawn.shaftWidth;
  Body body;
  body.along = (arrow.to - arrow.from) / length;
  const glm::vec3 up = std::abs(body.along.z) < 0.9F ? glm::vec3(0, 0, 1) : glm::vec3(1, 0, 0);
  body.side = glm::normalize(glm::cross(body.along, up));
  body.otherSide = glm::cross(body.along, body.side);
  const float fitted = width * std::min(1.0F, 0.45F * length / (kHeadLength * width));
  body.tail = drawn.from;
  body.tip = arrow.to;
  body.neck = arrow.to - kHeadLength * fitted * body.along;
  const auto pixelAt = [&](glm::vec3 world) {
    return places.frame.uniforms.worldPerPxAtUnit * std::max(places.depth(world), 0.0F);
  };
  body.tailRadius = std::max(0.5F * fitted, 0.55F * pixelAt(body.tail));
  body.neckRadius = std::max(0.5F * fitted, 0.55F * pixelAt(body.neck));
  body.headRadius = std::max(kHeadRadius * fitted, 1.2F * pixelAt(body.neck));
  return body;
}

Circle circleAround(const Body& body, glm::vec3 center, float radius) {
  Circle circle;
  for (std::size_t i = 0; i < kSides; ++i) {
    const float angle = static_cast<float>(i) * glm::two_pi<float>() / kSides;
    circle[i] = center + radius * (std::cos(angle) * body.side + std::sin(angle) * body.otherSide);
  }
  return circle;
}

std::vector<glm::vec2> pxOf(const FramePlaces& places, const Circle& circle) {
  std::vector<glm::vec2> px;
  for (const glm::vec3& place : circle) px.push_back(places.px(place));
  return px;
}

// Andrew's monotone chain: the outline of a convex body is the hull of its projected corners.
std::vector<glm::vec2> hullOf(std::vector<glm::vec2> px) {
  std::ranges::sort(px, [](glm::vec2 a, glm::vec2 b) { return a.x < b.x || (a.x == b.x && a.y < b.y); });
  std::vector<glm::vec2> hull;
  const auto add = [&hull](glm::vec2 p, std::size_t kept) {
    const auto turnsBack = [&] {
      const glm::vec2 a = hull[hull.size() - 2], b = hull.back();
      return (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x) <= 0.0F;
    };
    while (hull.size() >= kept + 2 && turnsBack()) hull.pop_back();
    hull.push_back(p);
  };
  for (const glm::vec2 p : px) add(p, 0);
  const std::size_t lower = hull.size() - 1;
  for (std::size_t i = px.size() - 1; i-- > 0;) add(px[i], lower);
  hull.pop_back();
  return hull;
}

class ArrowPainter {
 public:
  ArrowPainter(const FramePlaces& places, const VectorArrow& drawn, VectorCanvas& canvas)
      : m_places(places), m_canvas(canvas), m_color(drawn.arrow->color), m_body(bodyOf(places, drawn)) {}

  // The nearer of the two last.
  void draw() {
    const bool baseSeen = sees(-m_body.along, m_body.neck);
    if (baseSeen) drawHead(true);
    drawShaft();
    if (!baseSeen) drawHead(false);
  }

 private:
  [[nodiscard]] bool sees(glm::vec3 normal, glm::vec3 place) const {
    return glm::dot(normal, m_places.eye() - place) > 0.0F;
  }
  [[nodiscard]] glm::vec4 shaded(glm::vec3 normal) const {
    return glm::vec4(glm::vec3(m_color) * shadeOf(m_places, normal), 1.0F);
  }

  // Across a cylinder the normal turns from one side over the middle that faces the eye to the other.
  [[nodiscard]] Paint shaftPaint() const {
    const glm::vec3 middle = 0.5F * (m_body.tail + m_body.neck);
    const glm::vec3 toEye = m_places.eye() - middle;
    const glm::vec3 across = glm::cross(m_body.along, toEye);
    if (glm::length(across) < 1.0e-4F * glm::length(toEye)) return Paint::flat(shaded(-m_body.along));
    const glm::vec3 right = glm::normalize(across), facing = glm::cross(right, m_body.along);
    // Square to the shaft in the picture, or a long one would run out of its gradient.
    const glm::vec2 tailPx = m_places.px(m_body.tail), neckPx = m_places.px(m_body.neck);
    const glm::vec2 axisPx = neckPx - tailPx;
    const glm::vec2 acrossPx = glm::normalize(glm::vec2(-axisPx.y, axisPx.x));
    const float radius = 0.5F * (m_body.tailRadius + m_body.neckRadius);
    const float radiusPx = glm::dot(m_places.px(middle + radius * right) - m_places.px(middle), acrossPx);
    Paint paint;
    paint.from = 0.5F * (tailPx + neckPx) - radiusPx * acrossPx;
    paint.to = 0.5F * (tailPx + neckPx) + radiusPx * acrossPx;
    constexpr int kSteps = 8;
    for (int step = 0; step <= kSteps; ++step) {
      const float u = 2.0F * static_cast<float>(step) / kSteps - 1.0F;
      paint.stops.push_back({0.5F * (u + 1.0F), shaded(u * right + std::sqrt(1.0F - u * u) * facing)});
    }
    return paint;
  }

  void drawShaft() {
    const std::vector<glm::vec2> tail = pxOf(m_places, circleAround(m_body, m_body.tail, m_body.tailRadius));
    std::vector<glm::vec2> corners = pxOf(m_places, circleAround(m_body, m_body.neck, m_body.neckRadius));
    corners.insert(corners.end(), tail.begin(), tail.end());
    const std::vector<glm::vec2> outline = hullOf(std::move(corners));
    m_canvas.fillPolygon(outline, shaftPaint());
    if (sees(-m_body.along, m_body.tail)) m_canvas.fillPolygon(tail, Paint::flat(shaded(-m_body.along)));
    veil(outline);
  }

  void drawHead(bool baseSeen) {
    const Circle base = circleAround(m_body, m_body.neck, m_body.headRadius);
    const std::vector<glm::vec2> basePx = pxOf(m_places, base);
    const glm::vec2 tipPx = m_places.px(m_body.tip);
    std::vector<glm::vec2> corners = basePx;
    corners.push_back(tipPx);
    const std::vector<glm::vec2> outline = hullOf(std::move(corners));
    const glm::vec2 onCone = glm::normalize(glm::vec2(kHeadLength, kHeadRadius));
    // Below the facets, so that nothing shines through between two of them.
    m_canvas.fillPolygon(outline, Paint::flat(shaded(glm::normalize(m_places.eye() - m_body.neck))));
    for (std::size_t i = 0; i < kSides; ++i) {
      const std::size_t j = (i + 1) % kSides;
      const glm::vec3 outwards = glm::normalize(0.5F * (base[i] + base[j]) - m_body.neck);
      const glm::vec3 normal = onCone.x * outwards + onCone.y * m_body.along;
      if (!sees(normal, m_body.tip)) continue;
      m_canvas.fillPolygon(std::array{basePx[i], basePx[j], tipPx}, Paint::flat(shaded(normal)));
    }
    if (baseSeen) m_canvas.fillPolygon(basePx, Paint::flat(shaded(-m_body.along)));
    veil(outline);
  }

  // The depth cue of solid things: the background's colour over them, more of it farther away.
  void veil(std::span<const glm::vec2> outline) {
    const glm::vec4& ground = m_places.frame.scene.background;
    if (ground.a <= 0.0F) return;
    Paint paint;
    paint.from = m_places.px(m_body.tail);
    paint.to = m_places.px(m_body.tip);
    float strongest = 0.0F;
    constexpr int kSteps = 4;
    const float overA = 1.0F / m_places.depth(m_body.tail), overB = 1.0F / m_places.depth(m_body.tip);
    for (int step = 0; step <= kSteps; ++step) {
      const float seenShare = static_cast<float>(step) / kSteps;
      const float share = seenShare * overB / glm::mix(overA, overB, seenShare);
      const float veiled = 1.0F - m_places.emphasisAt(glm::mix(m_body.tail, m_body.tip, share));
      strongest = std::max(strongest, veiled);
      paint.stops.push_back({seenShare, glm::vec4(glm::vec3(ground), veiled)});
    }
    constexpr float kSeen = 0.01F;
    if (strongest > kSeen) m_canvas.fillPolygon(outline, paint);
  }

  const FramePlaces& m_places;
  VectorCanvas& m_canvas;
  glm::vec4 m_color;
  Body m_body;
};

}  // namespace

std::optional<VectorArrow> vectorArrow(const FramePlaces& places, const Arrow& arrow) {
  float startShare = 0.0F, endShare = 1.0F;
  if (!places.cutAtNearPlane(arrow.from, arrow.to, startShare, endShare) || endShare < 1.0F)
    return std::nullopt;
  const Frame& frame = places.frame;
  VectorArrow drawn;
  drawn.arrow = &arrow;
  drawn.from = glm::mix(arrow.from, arrow.to, startShare);
  drawn.shaftWidth =
      arrow.widthPx * worldPerPx(frame.scene.camera, frame.uniforms.sizePx.y) * frame.scene.scale;
  drawn.seen.from = places.px(drawn.from);
  drawn.seen.to = places.px(arrow.to);
  drawn.seen.depthFrom = places.depth(drawn.from);
  drawn.seen.depthTo = places.depth(arrow.to);
  const Body body = bodyOf(places, drawn);
  drawn.seen.thickness = body.neckRadius / places.depth(body.neck);
  drawn.seen.radiusPx = body.headRadius / (frame.uniforms.worldPerPxAtUnit * places.depth(body.neck));
  return drawn;
}

void drawArrow(const FramePlaces& places, const VectorArrow& arrow, VectorCanvas& canvas) {
  const glm::vec3 middle = 0.5F * (arrow.from + arrow.arrow->to);
  // On no ground there is no colour to fade into.
  const float faded = places.frame.scene.background.a > 0.0F ? 1.0F : places.emphasisAt(middle);
  const float opacity = arrow.arrow->color.a * faded;
  constexpr float kSolid = 0.995F;
  if (opacity < kSolid) canvas.beginGroup(opacity);
  ArrowPainter(places, arrow, canvas).draw();
  if (opacity < kSolid) canvas.endGroup();
}

}  // namespace es::render
