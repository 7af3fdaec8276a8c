#include "render/scene/camera.h"

#include <cmath>
#include <limits>
#include <random>

#include "catch.h"

namespace es::render {
namespace {

using glm::vec2;
using glm::vec3;

const vec2 kSize(1280, 800);

std::vector<Camera> someCameras() {
  std::mt19937 engine(11);
  std::uniform_real_distribution<float> unit(-1.0F, 1.0F);
  std::vector<Camera> cameras;
  for (int i = 0; i < 50; ++i) {
    cameras.push_back({vec3(unit(engine), unit(engine), unit(engine)) * 5.0F, 10.0F + 8.0F * unit(engine),
                       3.0F * unit(engine), 1.4F * unit(engine), 0.8F + 0.5F * unit(engine),
                       vec2(unit(engine), unit(engine)) * 0.4F});
  }
  return cameras;
}

// Where the line of sight meets the picture.
vec2 middleOf(const Camera& camera) {
  return 0.5F * kSize * (1.0F + camera.shift * vec2(1, -1));
}

vec3 pxByMatrices(const Camera& camera, vec3 world) {
  const glm::vec4 clip = clipFromWorld(camera, kSize.x / kSize.y) * glm::vec4(world, 1.0F);
  const vec3 device = vec3(clip) / clip.w;
  return {(device.x * 0.5F + 0.5F) * kSize.x, (0.5F - device.y * 0.5F) * kSize.y, clip.w};
}

// The world point at the target's depth under a pixel.
vec3 worldUnder(const Camera& camera, vec2 px) {
  const glm::mat4 worldFromView = glm::inverse(viewFromWorld(camera));
  const vec2 offset = (px - middleOf(camera)) * worldPerPx(camera, kSize.y);
  return vec3(worldFromView * glm::vec4(offset.x, -offset.y, -camera.distance, 1.0F));
}

void checkSamePx(vec3 a, vec2 b) {
  CHECK(a.x == Approx(b.x).margin(0.05));
  CHECK(a.y == Approx(b.y).margin(0.05));
}

}  // namespace

TEST_CASE("the eye stands where yaw and pitch say, z up") {
  Camera camera;
  camera.target = {1, 2, 3};
  camera.distance = 4.0F;
  camera.yawRad = 0.0F;
  camera.pitchRad = 0.0F;
  CHECK(glm::distance(eyePosition(camera), vec3(5, 2, 3)) < 1e-5F);
  camera.yawRad = std::acos(0.0F);
  CHECK(glm::distance(eyePosition(camera), vec3(1, 6, 3)) < 1e-5F);
  camera.pitchRad = 1.0F;
  CHECK(eyePosition(camera).z > 3.0F);
  CHECK(pxFromWorld(camera, kSize, vec3(1, 2, 4)).y < pxFromWorld(camera, kSize, vec3(1, 2, 3)).y);
}

TEST_CASE("the view is a rigid motion that puts the eye at the origin") {
  for (const Camera& camera : someCameras()) {
    const glm::mat4 view = viewFromWorld(camera);
    CHECK(glm::length(vec3(view * glm::vec4(eyePosition(camera), 1.0F))) < 1e-4F);
    const vec3 target = vec3(view * glm::vec4(camera.target, 1.0F));
    CHECK(glm::distance(target, vec3(0, 0, -camera.distance)) < 1e-4F);
    CHECK(glm::determinant(glm::mat3(view)) == Approx(1.0F));
  }
}

TEST_CASE("pxFromWorld agrees with the matrices") {
  for (const Camera& camera : someCameras()) {
    for (const vec3 point : {vec3(0), vec3(1, -2, 0.5F), camera.target, vec3(-3, 4, 2)}) {
      const vec3 byMatrices = pxByMatrices(camera, point);
      const vec3 px = pxFromWorld(camera, kSize, point);
      CHECK(px.z == Approx(byMatrices.z).margin(1e-3));
      if (px.z > 0.1F * camera.distance) {
        CHECK(px.x == Approx(byMatrices.x).margin(0.05));
        CHECK(px.y == Approx(byMatrices.y).margin(0.05));
      }
    }
    checkSamePx(pxFromWorld(camera, kSize, camera.target), middleOf(camera));
    const vec3 behind = pxFromWorld(camera, kSize, 2.0F * eyePosition(camera) - camera.target);
    CHECK(behind.z < 0.0F);
  }
}

TEST_CASE("a pan keeps what was under the pointer under it") {
  for (const Camera& camera : someCameras()) {
    const vec2 from(300, 500), drag(-120, 77);
    checkSamePx(pxFromWorld(panned(camera, drag, kSize.y), kSize, worldUnder(camera, from)), from + drag);
  }
}

TEST_CASE("a zoom keeps the point under the pointer and scales the distance") {
  for (const Camera& camera : someCameras()) {
    for (const float factor : {0.5F, 1.0F, 1.2F, 7.0F}) {
      const vec2 pointer(1000, 130);
      const Camera zoomed = zoomedTo(camera, factor, pointer, kSize);
      CHECK(zoomed.distance == Approx(camera.distance / factor));
      checkSamePx(pxFromWorld(zoomed, kSize, worldUnder(camera, pointer)), pointer);
    }
  }
}

TEST_CASE("a drag turns the scene with the pointer and stops short of the poles") {
  Camera camera;
  camera.target = vec3(0);
  const vec3 front = eyePosition(camera) * 0.1F;  // a point on the near side
  const vec3 before = pxFromWorld(camera, kSize, front);
  CHECK(pxFromWorld(orbited(camera, {40, 0}, kSize.y), kSize, front).x > before.x);
  CHECK(pxFromWorld(orbited(camera, {0, 40}, kSize.y), kSize, front).y > before.y);
  CHECK(orbited(camera, {800, 0}, 800).yawRad == Approx(camera.yawRad - 3.14159265F).margin(1e-4));
  CHECK(orbited(camera, {0, 1e6F}, 800).pitchRad < 1.5707F);
  CHECK(orbited(camera, {0, -1e6F}, 800).pitchRad > -1.5707F);
  CHECK(turned(camera, 0.25F).yawRad == Approx(camera.yawRad + 0.25F));
}

TEST_CASE("framing puts the whole sphere inside a part of the picture, and not much smaller than that") {
  for (const Camera& before : someCameras()) {
    for (const vec2 share : {vec2(1, 1), vec2(0.6F, 1), vec2(0.5F, 0.4F)}) {
      const vec2 size(600, 900);
      const vec3 center(2, -1, 0.5F);
      const float radius = 3.0F;
      const Camera camera = framing(before, center, radius, size.x / size.y, share);
      CHECK(camera.yawRad == before.yawRad);
      std::mt19937 engine(3);
      std::normal_distribution<float> normal;
      float reach = 0.0F;
      for (int i = 0; i < 300; ++i) {
        const vec3 direction = glm::normalize(vec3(normal(engine), normal(engine), normal(engine)));
        const vec3 px = pxFromWorld(camera, size, center + radius * direction);
        const vec2 fromMiddle =
            glm::abs(vec2(px) - 0.5F * size * (1.0F + camera.shift * vec2(1, -1))) / (0.5F * share * size);
        reach = std::max({reach, fromMiddle.x, fromMiddle.y});
      }
      CHECK(reach < 1.0F);
      CHECK(reach > 0.75F);
    }
  }
}

TEST_CASE("a sanitized camera is finite and drawable whatever a file said") {
  const float inf = std::numeric_limits<float>::infinity();
  for (const float wild : {std::nanf(""), inf, -inf, 1e9F, -1e9F, 0.0F, 3e38F}) {
    const Camera camera = sanitized({vec3(wild, 1, wild), wild, wild, wild, wild});
    CHECK(camera.distance > 0.0F);
    CHECK(std::abs(camera.pitchRad) < 1.5707F);
    CHECK(std::abs(camera.yawRad) <= 3.15F);
    CHECK(camera.fovYRad > 0.0F);
    CHECK(camera.fovYRad < 3.0F);
    const glm::mat4 matrix = clipFromWorld(camera, 1.6F);
    for (int i = 0; i < 16; ++i) CHECK(std::isfinite(matrix[i / 4][i % 4]));
    CHECK(sanitized(camera) == camera);
  }
  CHECK(sanitized(Camera{}) == Camera{});
}

}  // namespace es::render
