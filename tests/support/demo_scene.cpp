#include "demo_scene.h"

#include <array>
#include <random>

namespace es::test {
namespace {

using glm::vec2;
using glm::vec3;
using glm::vec4;

struct Theme {
  vec4 ground, ink, near, far, grid, outline;
};

Theme themeOf(bool dark) {
  if (dark) {
    return {vec4(0, 0, 0, 1),
            vec4(0.93F, 0.93F, 0.93F, 1),
            vec4(0.72F, 0.80F, 0.90F, 0.7F),
            vec4(0.30F, 0.38F, 0.52F, 0.4F),
            vec4(0.6F, 0.65F, 0.7F, 0.22F),
            vec4(0, 0, 0, 1)};
  }
  return {vec4(1),
          vec4(0.10F, 0.10F, 0.12F, 1),
          vec4(0.25F, 0.33F, 0.45F, 0.6F),
          vec4(0.50F, 0.58F, 0.68F, 0.35F),
          vec4(0.3F, 0.35F, 0.4F, 0.22F),
          vec4(1)};
}

void addGrid(render::RenderScene& scene, const Theme& theme) {
  for (int i = -10; i <= 10; ++i) {
    const auto at = static_cast<float>(i);
    scene.lines.push_back({vec3(at, -10, 0), vec3(at, 10, 0), theme.grid, 1.0F, 0.0F});
    scene.lines.push_back({vec3(-10, at, 0), vec3(10, at, 0), theme.grid, 1.0F, 0.0F});
  }
  const vec4 axis = theme.ink * vec4(1, 1, 1, 0.6F);
  scene.lines.push_back({vec3(-6, 0, 0), vec3(6, 0, 0), axis, 1.5F, 0.0F});
  scene.lines.push_back({vec3(0, -6, 0), vec3(0, 6, 0), axis, 1.5F, 0.0F});
  scene.lines.push_back({vec3(0, 0, -4), vec3(0, 0, 4), axis, 1.5F, 0.0F});
}

void addLabel(render::RenderScene& scene, const Theme& theme, const char* text, vec2 px, float sizePx) {
  scene.labels.push_back({text, px, sizePx, theme.ink, theme.outline, 2.5F});
}

void addArrows(render::RenderScene& scene, const Theme& theme, vec2 sizePx) {
  const vec4 yellow(1, 1, 0, 1), blue(0.345F, 0.769F, 0.867F, 1), red(0.988F, 0.384F, 0.333F, 1),
      teal(0.361F, 0.816F, 0.702F, 1);
  struct Word {
    const char* text;
    vec3 from, to;
    vec4 color;
  };
  const std::array<Word, 6> words = {{{"king", vec3(0), vec3(3.2F, 0.0F, 3.4F), blue},
                                      {"βασίλισσα", vec3(0), vec3(0.8F, 5.2F, 3.4F), red},
                                      {"королева", vec3(3.2F, 0.0F, 3.4F), vec3(0.8F, 5.2F, 3.4F), yellow},
                                      {"man", vec3(0), vec3(4.2F, -2.6F, -0.6F), blue},
                                      {"AVATAR Wolffy", vec3(0), vec3(-1.5F, -5.6F, 2.6F), teal},
                                      {"tiny", vec3(2, -4, 0), vec3(2.2F, -4, 0.5F), teal}}};
  for (const Word& word : words) {
    scene.arrows.push_back({word.from, word.to, word.color, 4.0F});
    const vec2 tip = vec2(render::pxFromWorld(scene.camera, sizePx, word.to)) / scene.scale;
    addLabel(scene, theme, word.text, tip + vec2(8, -8), 20.0F);
  }
  scene.labels[2].baselinePx += vec2(8, 34);
  scene.rings.push_back({words[1].to, yellow, 16.0F, 2.0F});
  scene.sprites.push_back({words[1].to, vec4(1), 7.0F});
  scene.lines.push_back({words[0].to, vec3(3.2F, 0, 0), theme.ink, 1.5F, 5.0F});
}

}  // namespace

DemoScene::DemoScene(std::size_t pointCount, glm::vec2 sizePx, bool dark) {
  const Theme theme = themeOf(dark);
  std::mt19937 engine(7);
  std::normal_distribution<float> normal(0.0F, 1.7F);
  positions.resize(pointCount);
  for (vec3& p : positions) p = vec3(normal(engine), normal(engine), normal(engine));

  scene.camera.distance = 22.0F;
  scene.scale = sizePx.y / 800.0F;
  scene.background = theme.ground;
  scene.fadeNear = 18.0F;
  scene.fadeFar = 30.0F;
  scene.fadeFloor = 0.2F;
  scene.cloud = {positions, 1, theme.near, theme.far, 3.0F};
  addGrid(scene, theme);
  addArrows(scene, theme, sizePx);
  float y = 40.0F;
  for (const float size : {10.0F, 12.0F, 14.0F, 18.0F, 24.0F}) {
    y += 1.25F * size;
    addLabel(scene, theme, "Embedding Ωμέγα Жизнь agRiQ", vec2(24, y), size);
  }
  addLabel(scene, theme, "Ag Ωγ Жу", vec2(24, 770), 96.0F);
  scene.screenLines.push_back({vec2(24, y + 30), vec2(424, y + 50), theme.ink, 1.0F});
}

}  // namespace es::test
