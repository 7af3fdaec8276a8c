#include "render/gl/gl_objects.h"

#include <chrono>
#include <fstream>
#include <type_traits>

#include "base/error.h"
#include "gl_support.h"
#include "render/gl/driver_info.h"
#include "render/gl/program.h"

namespace es::test {

using render::RenderTarget;

TEMPLATE_TEST_CASE("owners of GL objects are move-only, empty when new or moved from", "", render::Buffer,
                   render::VertexArray, render::Texture, render::Framebuffer, render::Renderbuffer,
                   render::ProgramObject) {
  static_assert(!std::is_copy_constructible_v<TestType> && !std::is_copy_assignable_v<TestType>);
  static_assert(std::is_nothrow_move_constructible_v<TestType> &&
                std::is_nothrow_move_assignable_v<TestType>);
  TestType empty;  // needs no context
  CHECK_FALSE(empty);
  CHECK(empty.id() == 0);

  const GlFixture gl;
  TestType first = TestType::create();
  const GLuint id = first.id();
  CHECK(id != 0);
  TestType second = std::move(first);
  CHECK_FALSE(first);  // NOLINT(bugprone-use-after-move): the moved-from state is what is tested
  CHECK(second.id() == id);
  empty = std::move(second);
  CHECK_FALSE(second);  // NOLINT(bugprone-use-after-move)
  CHECK(empty.id() == id);
  auto& same = empty;
  empty = std::move(same);
  CHECK(empty.id() == id);
}

TEST_CASE_METHOD(GlFixture, "an owner deletes its object exactly once") {
  GLuint id = 0;
  {
    const render::Buffer buffer = render::Buffer::create();
    id = buffer.id();
    glBindBuffer(GL_ARRAY_BUFFER, id);
    CHECK(glIsBuffer(id) == GL_TRUE);
    render::Buffer other = render::Buffer::create();
    other = render::Buffer();
  }
  CHECK(glIsBuffer(id) == GL_FALSE);
}

TEST_CASE_METHOD(GlFixture, "render targets move, and know when they are empty") {
  RenderTarget first(40, 30, 4);
  RenderTarget second = std::move(first);
  CHECK(first.width() == 0);  // NOLINT(bugprone-use-after-move)
  CHECK(second.width() == 40);
  CHECK(second.height() == 30);
  first = std::move(second);
  CHECK(first.read().rgba.size() == 40 * 30 * 4);
  CHECK_THROWS_AS(RenderTarget(0, 10, 0), Error);
  CHECK_THROWS_AS(RenderTarget(10, 1 << 20, 0), Error);
  CHECK(RenderTarget(8, 8, 1000).width() == 8);  // samples are clamped
}

TEST_CASE_METHOD(GlFixture, "contexts move and can be several") {
  app::EglContext first = std::move(context);
  CHECK_FALSE(context);
  CHECK(first);
  {
    const app::EglContext second;
    CHECK_FALSE(second.platform().empty());
  }
  first.makeCurrent();
  CHECK_FALSE(render::driverInfo().version.empty());
  CHECK(render::driverInfo().maxTextureSize >= 1024);
  context = std::move(first);
}

TEST_CASE_METHOD(GlFixture, "a broken shader is one line with the file and the driver's words") {
  const auto folder = std::filesystem::path(ES_TEST_TMP) / "broken_shaders";
  std::filesystem::remove_all(folder);
  std::filesystem::copy(ES_SOURCE_DIR "/shaders", folder);
  const auto make = [&] { return render::Renderer(testFont(), folder.string()); };
  CHECK_NOTHROW(make());
  std::filesystem::resize_file(folder / "ring.frag", 60);
  try {
    make();
    FAIL("the shader was accepted");
  } catch (const Error& error) {
    const std::string what = error.what();
    CHECK(what.find("ring.frag") != std::string::npos);
    CHECK(what.find('\n') == std::string::npos);
  }
  std::filesystem::remove(folder / "ring.frag");
  CHECK_THROWS_AS(make(), Error);
  log.take();  // the compiler's complaint is expected
}

TEST_CASE_METHOD(GlFixture, "an edited shader is drawn with at once, and a broken edit leaves the old one") {
  namespace fs = std::filesystem;
  const fs::path folder = fs::path(ES_TEST_TMP) / "edited_shaders";
  fs::remove_all(folder);
  fs::copy(ES_SOURCE_DIR "/shaders", folder);
  render::Renderer renderer(testFont(), folder.string());
  render::RenderScene scene;
  scene.sprites = {{glm::vec3(0), glm::vec4(1, 0, 0, 1), 20.0F}};
  const RenderTarget target(40, 40, 0);
  const auto center = [&] {
    target.bind();
    renderer.draw(scene, 0, 0, 40, 40);
    return pixel(target.read(), 20, 20);
  };
  const auto edit = [&](const char* text, int second) {
    std::ofstream(folder / "sprite.frag") << text;
    fs::last_write_time(folder / "sprite.frag",
                        fs::file_time_type::clock::now() + std::chrono::seconds(second));
  };
  CHECK(center() == glm::ivec4(255, 0, 0, 255));
  edit("#version 330 core\nout vec4 fragment;\nvoid main() { fragment = vec4(0, 1, 0, 1); }\n", 10);
  CHECK(center() == glm::ivec4(0, 255, 0, 255));
  edit("not a shader", 20);
  CHECK_THROWS_AS(center(), Error);
  CHECK(center() == glm::ivec4(0, 255, 0, 255));
  log.take();  // the compiler's complaint is expected
}

}  // namespace es::test
