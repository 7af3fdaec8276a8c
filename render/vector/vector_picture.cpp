#include "render/vector/vector_picture.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <optional>

#include "render/passes/arrow_pass.h"
#include "render/passes/point_splat.h"
#include "render/scene/finite.h"
#include "render/text/glyph_sdf.h"
#include "render/vector/pdf_canvas.h"
#include "render/vector/svg_canvas.h"
#include "render/vector/vector_marks.h"

namespace es::render {
namespace {

// An arrow or a line.
struct Mark {
  std::optional<VectorArrow> arrow;
  std::optional<VectorLine> line;
};

// A disc that waits for the marks behind it: a point of the cloud or a sprite.
struct Disc {
  std::size_t after = 0;  // how many marks are drawn first
  glm::vec2 center{0.0F};
  float radiusPx = 0.0F;
  glm::vec4 color{0.0F};
  float depth = 0.0F;
};

class VectorPainter {
 public:
  VectorPainter(const RenderScene& scene, const VectorSpec& spec, VectorCanvas& canvas)
      : m_spec(spec),
        m_canvas(canvas),
        m_frame(makeFrame(scene, {0, 0, spec.sizePx.x, spec.sizePx.y}, spec.sizePx, 0)) {}

  void draw() {
    const RenderScene& scene = m_frame.scene;
    if (scene.background.a > 0.0F) m_canvas.fillPicture(scene.background);
    collectMarks();
    collectPoints();
    collectSprites();
    std::size_t point = 0, sprite = 0;
    for (std::size_t i = 0; i <= m_marks.size(); ++i) {
      for (; point < m_points.size() && m_points[point].after == i; ++point) drawDisc(m_points[point]);
      if (i == m_marks.size()) drawCloudImage();
      for (; sprite < m_sprites.size() && m_sprites[sprite].after == i; ++sprite) drawDisc(m_sprites[sprite]);
      if (i < m_marks.size()) drawMark(m_marks[i]);
    }
    drawOverAll();
  }

 private:
  void drawDisc(const Disc& disc) { m_canvas.fillCircle(disc.center, disc.radiusPx, disc.color); }

  void drawMark(const Mark& mark) {
    if (mark.arrow) drawArrow(m_places, *mark.arrow, m_canvas);
    if (mark.line) m_canvas.strokeLine(mark.line->stroke, mark.line->paint);
  }

  // In the order in which they are drawn.
  void collectMarks() {
    std::vector<Mark> marks;
    std::vector<SeenStroke> seen;
    for (const Arrow& arrow : m_frame.scene.arrows) {
      if (!ArrowPass::isSolid(m_frame, arrow)) continue;
      if (auto drawn = vectorArrow(m_places, arrow)) {
        seen.push_back(drawn->seen);
        marks.push_back({drawn, {}});
      }
    }
    for (const Line& line : m_frame.scene.lines) {
      if (auto drawn = vectorLine(m_places, line)) {
        seen.push_back(drawn->seen);
        marks.push_back({{}, std::move(drawn)});
      }
    }
    for (const std::size_t i : paintersOrder(seen)) {
      m_marks.push_back(std::move(marks[i]));
      m_seen.push_back(seen[i]);
    }
  }

  // point.vert's rules. Nothing for what is not to be seen.
  [[nodiscard]] std::optional<Disc> discOf(std::size_t index) const {
    const PointCloud& cloud = m_frame.scene.cloud;
    const glm::vec3 place = cloud.positions[index];
    const glm::vec4 clip = m_places.clip(place);
    const auto last = static_cast<float>(std::max<std::size_t>(cloud.positions.size() - 1, 1));
    const float rank = static_cast<float>(index) / last;
    const float diameter = cloud.sizePx * m_frame.uniforms.scale * glm::mix(1.0F, 0.6F, rank);
    Disc disc;
    disc.color = glm::mix(cloud.nearColor, cloud.farColor, rank);
    if (cloud.hasClasses()) {
      const std::size_t kind = cloud.classes[index];
      if (kind < cloud.classColors.size()) {
        const glm::vec4& own = cloud.classColors[kind];
        disc.color = glm::vec4(glm::mix(glm::vec3(disc.color), glm::vec3(own), cloud.classShare),
                               disc.color.a * glm::mix(1.0F, own.a, cloud.classShare));
      }
    }
    disc.color.a *= m_places.fadeAt(place) * std::min(1.0F, diameter * diameter);
    disc.radiusPx = 0.5F * std::max(diameter, 1.0F);
    disc.depth = clip.w;
    if (!(std::abs(clip.z) < clip.w) || !(disc.color.a >= 1.0F / 255.0F)) return std::nullopt;
    disc.center = m_places.px(clip);
    const glm::vec2 size = m_frame.uniforms.sizePx + disc.radiusPx;
    const bool inPicture = disc.center.x > -disc.radiusPx && disc.center.y > -disc.radiusPx &&
                           disc.center.x < size.x && disc.center.y < size.y;
    if (!inPicture) return std::nullopt;
    disc.after = drawnBefore(m_seen, disc.center, disc.radiusPx, disc.depth);
    return disc;
  }

  // All of them, or of a cloud that becomes an image only those that something hides.
  void collectPoints() {
    const std::span<const glm::vec3> positions = m_frame.scene.cloud.positions;
    const bool asImage = positions.size() > m_spec.mostPoints;
    if (asImage) m_cloud.assign(positions.begin(), positions.end());
    for (std::size_t i = 0; i < positions.size(); ++i) {
      const auto disc = discOf(i);
      if (!disc) continue;
      const bool hidden = disc->after < m_marks.size();
      if (asImage && !hidden) continue;
      m_points.push_back(*disc);
      if (asImage) m_cloud[i] = glm::vec3(std::numeric_limits<float>::quiet_NaN());  // drawn already
    }
    std::ranges::stable_sort(m_points, {}, &Disc::after);
  }

  // sprite.vert's rules.
  void collectSprites() {
    std::vector<Sprite> sprites = m_frame.scene.sprites;
    std::ranges::move(ArrowPass::dots(m_frame), std::back_inserter(sprites));
    for (const Sprite& sprite : sprites) {
      if (!isFinite(sprite.position) || !(sprite.sizePx > 0.0F)) continue;
      const float depth = m_places.depth(sprite.position);
      if (depth <= 0.0F) continue;
      Disc disc;
      disc.radiusPx = std::max(0.5F * sprite.sizePx * m_frame.uniforms.scale, 0.5F);
      disc.center = m_places.px(sprite.position);
      disc.color = sprite.color;
      disc.color.a *= m_places.emphasisAt(sprite.position);
      disc.depth = glm::distance(sprite.position, m_places.eye());
      const float front = depth * (1.0F - disc.radiusPx * m_frame.uniforms.worldPerPxAtUnit);
      disc.after = drawnBefore(m_seen, disc.center, disc.radiusPx, front);
      m_sprites.push_back(disc);
    }
    std::ranges::stable_sort(m_sprites, std::ranges::greater{}, &Disc::depth);
    std::ranges::stable_sort(m_sprites, {}, &Disc::after);
  }

  // Finer than the picture's pixels, as far as memory and the splatter's discs allow.
  [[nodiscard]] float imageFineness() const {
    constexpr float kMostPixels = 1U << 26U;
    const glm::vec2 size(m_spec.sizePx);
    const float discPx = m_frame.scene.cloud.sizePx * m_frame.uniforms.scale;
    return std::min({2.0F, std::sqrt(kMostPixels / (size.x * size.y)), kMaxSplatPx / std::max(discPx, 1.0F)});
  }

  void drawCloudImage() {
    if (m_cloud.empty()) return;
    RenderScene cloud;
    const RenderScene& scene = m_frame.scene;
    cloud.camera = scene.camera;
    cloud.fadeNear = scene.fadeNear;
    cloud.fadeFar = scene.fadeFar;
    cloud.fadeFloor = scene.fadeFloor;
    cloud.cloud = scene.cloud;
    cloud.cloud.positions = m_cloud;
    const float fineness = imageFineness();
    cloud.scale = scene.scale * fineness;
    const glm::ivec2 size = glm::max(glm::ivec2(glm::round(glm::vec2(m_spec.sizePx) * fineness)), 1);
    const Tile whole{0, 0, size.x, size.y};
    SplatImage pixels;
    pixels.resize(size.x, size.y, false);
    CloudSplatter().draw(makeFrame(cloud, whole, size, 0), whole, pixels);
    m_canvas.image(rasterOf(pixels));
  }

  static Raster rasterOf(const SplatImage& pixels) {
    Raster raster{pixels.width, pixels.height, {}};
    raster.argb.reserve(static_cast<std::size_t>(pixels.width) * static_cast<std::size_t>(pixels.height));
    for (int row = pixels.height - 1; row >= 0; --row) {
      const auto* const from =
          &pixels.pixels[static_cast<std::size_t>(row) * static_cast<std::size_t>(pixels.stride)] +
          kPlacePadPx;
      for (int x = 0; x < pixels.width; ++x) {
        const std::uint32_t abgr = from[x];
        raster.argb.push_back((abgr & 0xFF00FF00U) | (abgr & 0xFFU) << 16U | (abgr >> 16U & 0xFFU));
      }
    }
    return raster;
  }

  void drawOverAll() {
    const RenderScene& scene = m_frame.scene;
    const float scale = scene.scale;
    for (const Ring& ring : scene.rings) {
      if (!isFinite(ring.center) || m_places.depth(ring.center) <= 0.0F) continue;
      const float width = ring.widthPx * scale;
      const glm::vec4 color(glm::vec3(ring.color), ring.color.a * std::min(1.0F, width));
      m_canvas.strokeCircle(m_places.px(ring.center), ring.radiusPx * scale, std::max(width, 1.0F), color);
    }
    for (const ScreenLine& line : scene.screenLines) {
      if (!isFinite(line.fromPx) || !isFinite(line.toPx)) continue;
      const float width = line.widthPx * scale;
      const glm::vec4 color(glm::vec3(line.color), line.color.a * std::min(1.0F, width));
      m_canvas.strokeLine({line.fromPx * scale, line.toPx * scale, std::max(width, 1.0F), 0.0F},
                          Paint::flat(color));
    }
    for (const Label& label : scene.labels)
      if (isFinite(label.baselinePx) && label.sizePx * scale > 0.0F) m_canvas.text(label, scale);
  }

  const VectorSpec& m_spec;
  VectorCanvas& m_canvas;
  Frame m_frame;
  FramePlaces m_places{m_frame};
  std::vector<Mark> m_marks;  // far to near
  std::vector<SeenStroke> m_seen;
  std::vector<Disc> m_points;  // in the order in which they are drawn
  std::vector<Disc> m_sprites;
  std::vector<glm::vec3> m_cloud;  // of the image
};

std::unique_ptr<VectorCanvas> canvasFor(const FontChain& font, const VectorSpec& spec) {
  if (spec.format == VectorFormat::Pdf) return std::make_unique<PdfCanvas>(spec.sizePx, font, spec.script);
  return std::make_unique<SvgCanvas>(spec.sizePx, font, spec.script);
}

}  // namespace

float outlineReachPx(const Label& label, float scale) {
  if (label.outlineColor.a <= 0.0F) return 0.0F;
  const float fieldPx = (kFieldOutside - 1.0F) * label.sizePx * scale / kFieldEmTexels - 0.5F;
  return std::max(std::min(label.outlinePx * scale, fieldPx), 0.0F);
}

std::string vectorPicture(const RenderScene& scene, const FontChain& font, const VectorSpec& spec) {
  const auto canvas = canvasFor(font, spec);
  VectorPainter(scene, spec, *canvas).draw();
  return canvas->finish();
}

}  // namespace es::render
