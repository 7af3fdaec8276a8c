#include "render/vector/vector_picture.h"

#include <limits>
#include <string>

#include "catch.h"
#include "render/text/font_files.h"

namespace es::render {
namespace {

using glm::vec3;
using glm::vec4;

const FontChain& font() {
  static const FontChain kFont(systemFontFiles());
  return kFont;
}

std::string svg(const RenderScene& scene, std::size_t mostPoints = 100) {
  return vectorPicture(scene, font(),
                       {VectorFormat::Svg, {200, 100}, mostPoints, "neighbors a < b & \"c\"\n"});
}

std::size_t countOf(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// Looks along -x at the origin from a distance of 10.
RenderScene emptyScene() {
  RenderScene scene;
  scene.camera.yawRad = 0.0F;
  scene.camera.pitchRad = 0.0F;
  return scene;
}

TEST_CASE("labels are text, escaped, and what XML cannot hold is replaced") {
  RenderScene scene = emptyScene();
  scene.labels.push_back(
      {"rock \xE2\x88\x92 <&\"\x1B> caf\xC3\xA9 \xFF", {10, 20}, 14, vec4(1), vec4(0, 0, 0, 1), 2});
  const std::string picture = svg(scene);
  CHECK(has(picture, ">rock \xE2\x88\x92 &lt;&amp;&quot;\xEF\xBF\xBD&gt; caf\xC3\xA9 \xEF\xBF\xBD</text>"));
  CHECK(has(picture, "x=\"10\" y=\"20\" font-size=\"14\""));
  CHECK(has(picture, "stroke-width=\"4\" stroke=\"#000000\""));
  CHECK(has(picture, "neighbors a &lt; b &amp; &quot;c&quot;\n</metadata>"));
}

TEST_CASE("a see-through picture has no ground") {
  RenderScene scene = emptyScene();
  CHECK(countOf(svg(scene), "<rect") == 1);
  scene.background = vec4(0);
  CHECK(countOf(svg(scene), "<rect") == 0);
}

TEST_CASE("points are circles where GL draws them") {
  const std::vector<vec3> places = {vec3(0), vec3(0, 1, 0), vec3(20, 0, 0), vec3(0, 50, 0),
                                    vec3(std::numeric_limits<float>::quiet_NaN())};
  RenderScene scene = emptyScene();
  scene.cloud.positions = places;
  scene.cloud.sizePx = 4.0F;
  const std::string picture = svg(scene);
  CHECK(countOf(picture, "<circle") == 2);  // behind the eye, beside the picture and nowhere: not drawn
  CHECK(has(picture, "<circle cx=\"100\" cy=\"50\" r=\"2\""));
  const glm::vec3 px = pxFromWorld(scene.camera, {200, 100}, places[1]);
  std::string x = std::to_string(std::round(px.x * 100) / 100);
  CHECK(has(picture, "<circle cx=\"" + x.substr(0, x.find('.') + 3)));
}

TEST_CASE("points with classes have their colours") {
  const std::vector<vec3> places = {vec3(0), vec3(0, 1, 0)};
  const std::vector<std::uint8_t> classes = {1, 0};
  RenderScene scene = emptyScene();
  scene.cloud.positions = places;
  scene.cloud.classes = classes;
  scene.cloud.classColors = {vec4(0, 0, 1, 1), vec4(1, 0, 0, 1)};
  CHECK_FALSE(has(svg(scene), "#ff0000"));
  scene.cloud.classShare = 1;
  CHECK(countOf(svg(scene), "#ff0000") == 1);
  CHECK(countOf(svg(scene), "#0000ff") == 1);
}

TEST_CASE("a larger cloud is an image, but what an arrow hides stays a circle below it") {
  const std::vector<vec3> places = {vec3(-2, 0, 0), vec3(2, 0, 0), vec3(0, 1, 1)};
  RenderScene scene = emptyScene();
  scene.cloud.positions = places;
  scene.arrows.push_back({vec3(0, -1, 0), vec3(0, 1, 0), vec4(1, 0, 0, 1), 6.0F});
  const std::string shapes = svg(scene, 3), image = svg(scene, 2);
  CHECK(countOf(shapes, "<circle") == 3);
  CHECK(countOf(shapes, "<image") == 0);
  // Behind the arrow first, the others after it.
  const std::size_t arrow = shapes.find("<path");
  CHECK(shapes.find("<circle") < arrow);
  CHECK(countOf(shapes.substr(arrow), "<circle") == 2);
  CHECK(countOf(image, "<circle") == 1);
  CHECK(countOf(image, "data:image/png;base64,iVBOR") == 1);
  CHECK(image.find("<circle") < image.find("<path"));
  CHECK(image.rfind("<path") < image.find("<image"));
}

TEST_CASE("dashes, rings and lines below a pixel") {
  RenderScene scene = emptyScene();
  scene.scale = 2.0F;
  scene.lines.push_back({vec3(0, -1, 0), vec3(0, 1, 0), vec4(1), 1.5F, 4.0F});
  scene.lines.push_back({vec3(0, -1, 1), vec3(0, 1, 1), vec4(1), 0.25F, 0.0F});
  scene.lines.push_back({vec3(30, 0, 0), vec3(40, 1, 0), vec4(1), 1.0F, 0.0F});  // behind the eye
  scene.rings.push_back({vec3(0), vec4(1, 1, 0, 1), 10.0F, 2.0F});
  const std::string picture = svg(scene);
  CHECK(countOf(picture, "<path") == 2);
  CHECK(has(picture, "stroke-width=\"3\" stroke=\"#ffffff\" stroke-dasharray=\"8\""));
  CHECK(has(picture, "stroke-width=\"1\" stroke=\"#ffffff\" stroke-opacity=\"0.5\""));
  CHECK(has(picture, "r=\"20\" stroke-width=\"4\" stroke=\"#ffff00\""));
}

TEST_CASE("a line that comes from behind the eye is cut") {
  RenderScene scene = emptyScene();
  scene.lines.push_back({vec3(30, 0, 0.5F), vec3(-5, 0, 0.5F), vec4(1), 1.0F, 0.0F});
  const std::string picture = svg(scene);
  CHECK(countOf(picture, "<path") == 1);
  CHECK(!has(picture, "nan"));
  CHECK(!has(picture, "inf"));
}

TEST_CASE("the same scene gives the same bytes") {
  const std::vector<vec3> places = {vec3(-2, 0, 0), vec3(2, 0, 0), vec3(0, 1, 1)};
  RenderScene scene = emptyScene();
  scene.cloud.positions = places;
  scene.arrows.push_back({vec3(0, -1, 0), vec3(0, 1, 0), vec4(1, 0, 0, 0.5F), 6.0F});
  scene.labels.push_back(
      {"caf\xC3\xA9 \xE2\x80\x8B\xF3\xB0\x80\x80", {10, 20}, 14, vec4(1), vec4(0, 0, 0, 1), 2});
  for (const VectorFormat format : {VectorFormat::Svg, VectorFormat::Pdf}) {
    const VectorSpec spec{format, {200, 100}, 2, "show a\n"};
    const std::string first = vectorPicture(scene, font(), spec);
    CHECK(first == vectorPicture(scene, font(), spec));
    CHECK(first.starts_with(format == VectorFormat::Pdf ? "%PDF-" : "<?xml"));
  }
}

}  // namespace
}  // namespace es::render
