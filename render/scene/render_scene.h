#pragma once

#include <cstdint>
#include <glm/glm.hpp>
#include <span>
#include <string>
#include <vector>

#include "render/scene/camera.h"

namespace es::render {

/// Everything that one picture shows, in plain values: no words, no GL. Colours are straight (not
/// premultiplied) sRGB RGBA in [0, 1]. Sizes in px are for a picture at scale 1; `scale` multiplies them all.

/// The cloud of all words. Uploaded again only when `revision` differs from the last one drawn.
struct PointCloud {
  std::span<const glm::vec3> positions;  // world
  std::uint64_t revision = 0;
  glm::vec4 nearColor{1.0F};  // colour of the first (most frequent) points
  glm::vec4 farColor{1.0F};   // colour of the last (rarest) points
  float sizePx = 3.0F;        // diameter of the first; the last are 60 % of it

  /// Colours of their own: each point's class, and a colour for every class, which takes the place of the
  /// two above by `classShare`; its alpha is a factor of their strength. Classes are uploaded again only when
  /// `classRevision` differs; no classes, or not one for each point: none.
  std::span<const std::uint8_t> classes{};
  std::uint64_t classRevision = 0;
  std::vector<glm::vec4> classColors{};  // at most kMostClasses
  float classShare = 0.0F;               // 0 to 1
  static constexpr std::size_t kMostClasses = 64;

  [[nodiscard]] bool hasClasses() const {
    return classShare > 0.0F && !classColors.empty() && classes.size() == positions.size();
  }
};

/// A single emphasised point, drawn round, over the cloud but depth-tested.
struct Sprite {
  glm::vec3 position{0.0F};
  glm::vec4 color{1.0F};
  float sizePx = 6.0F;
};

/// A lit shaft with a cone. The shaft is `widthPx` wide at the camera target's distance (true perspective).
/// The head is never longer than 45 % of the arrow; an arrow shorter than a pixel is a dot.
struct Arrow {
  glm::vec3 from{0.0F};
  glm::vec3 to{0.0F};
  glm::vec4 color{1.0F};
  float widthPx = 3.0F;
};

/// An anti-aliased segment of constant pixel width, depth-tested. dashPx > 0: dashes of that length and gaps
/// alike.
struct Line {
  glm::vec3 from{0.0F};
  glm::vec3 to{0.0F};
  glm::vec4 color{1.0F};
  float widthPx = 1.0F;
  float dashPx = 0.0F;
  bool pointedOut = false;  // fades with depth no further than arrows do
};

/// A circle that faces the viewer, of constant pixel size, drawn over everything but labels.
struct Ring {
  glm::vec3 center{0.0F};
  glm::vec4 color{1.0F};
  float radiusPx = 10.0F;
  float widthPx = 2.0F;
};

/// A line of text over the picture (no depth test): the layout has decided already where it can be read.
struct Label {
  std::string text;            // UTF-8
  glm::vec2 baselinePx{0.0F};  // left end of the baseline, from the top left, at scale 1
  float sizePx = 14.0F;        // em size
  glm::vec4 color{1.0F};
  glm::vec4 outlineColor{0.0F, 0.0F, 0.0F, 1.0F};
  float outlinePx = 2.0F;
};

/// A segment in picture coordinates (label leaders), drawn below the labels.
struct ScreenLine {
  glm::vec2 fromPx{0.0F};
  glm::vec2 toPx{0.0F};
  glm::vec4 color{1.0F};
  float widthPx = 1.0F;
};

struct RenderScene {
  Camera camera;
  glm::vec4 background{0.0F, 0.0F, 0.0F, 1.0F};  // alpha 0 for transparent pictures
  float scale = 1.0F;                            // multiplies every size in px
  float fadeNear = 0.0F;                         // distance from the eye at which the depth cue starts ...
  float fadeFar = 1.0e9F;  // ... and where points and lines have faded to `fadeFloor` of their strength
  float fadeFloor = 1.0F;
  float emphasisFloor = 1.0F;  // the same floor for arrows and sprites: what is pointed out stays clear
  PointCloud cloud;
  std::vector<Sprite> sprites;
  std::vector<Arrow> arrows;
  std::vector<Line> lines;
  std::vector<Ring> rings;
  std::vector<ScreenLine> screenLines;
  std::vector<Label> labels;
};

}  // namespace es::render
