#include <algorithm>

#include "app/panels/widgets/widgets.h"
#include "app/platform/imgui/imgui_compat.h"
#include "app/platform/imgui/imgui_layer.h"
#include "app/platform/imgui/shown_form.h"
#include "base/utf8.h"
#include "gl_support.h"
#include "render/text/font_files.h"

namespace es::test {
namespace {

constexpr int kWidth = 600, kHeight = 200;

class PanelFonts : public GlFixture {
 protected:
  // One frame that shows a text and nothing else, on black.
  render::Image frame(const std::string& words, double fontSize = 20) {
    app::ImGuiLayer::FrameSpec spec;
    spec.widthPx = kWidth;
    spec.heightPx = kHeight;
    spec.fontSize = fontSize;
    imgui.beginFrame(spec);
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize({kWidth, kHeight});
    ImGui::Begin("words", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground);
    app::text(words, app::Color{1, 1, 1, 1});
    ImGui::End();
    imgui.endFrame();
    render::Renderer ground = makeRenderer();
    const render::RenderTarget target(kWidth, kHeight, 0);
    target.bind();
    render::RenderScene black;
    black.background = glm::vec4(0, 0, 0, 1);
    ground.draw(black, 0, 0, kWidth, kHeight);
    target.bind();
    imgui.render();
    return target.read();
  }

  app::ImGuiLayer imgui{nullptr, render::systemFontFiles()};
};

double inkOf(const render::Image& image) {
  double sum = 0;
  for (std::size_t i = 0; i < image.rgba.size(); i += 4) sum += image.rgba[i + 1] / 255.0;
  return sum;
}

bool isColorful(const render::Image& image) {
  for (std::size_t i = 0; i < image.rgba.size(); i += 4)
    if (image.rgba[i] > image.rgba[i + 2] + 100) return true;
  return false;
}

}  // namespace

TEST_CASE_METHOD(PanelFonts, "a frame has all letters at once, and an emoji its own colours") {
  for (const std::string words : {"king", "你好", "שלום", "مرحبا", "क्षेत्र", "🇩🇪", "ไทย", "né"}) {
    INFO(words);
    const render::Image first = frame(words);
    CHECK(inkOf(first) > 15);
    // As many marks as there are letters, or one, would be what a font without them shows.
    std::string marks;
    for (std::string_view rest = words; !rest.empty(); base::takeCodepoint(rest)) {
      marks += "\uFFFD";
      CHECK(shareOfDifferentPixels(first, frame(marks), 0) > 0.0);
    }
    CHECK(shareOfDifferentPixels(first, frame(words), 0) == 0.0);
    CHECK(isColorful(first) == (words == "🇩🇪"));
  }
}

TEST_CASE_METHOD(PanelFonts, "the same words at another size, and back") {
  const render::Image before = frame("שלום 你好 😀");
  const render::Image large = frame("שלום 你好 😀", 40);
  CHECK(inkOf(large) > 2.5 * inkOf(before));
  CHECK(shareOfDifferentPixels(before, frame("שלום 你好 😀"), 0) == 0.0);
}

TEST_CASE_METHOD(PanelFonts, "thousands of letters find room, a frame later at the latest") {
  std::string many;
  for (char32_t c = 0x4E00; c < 0x4E00 + 4000; ++c) base::appendCodepoint(many, c);
  const render::Image before = frame("queen 王后");
  for (int i = 0; i < 6; ++i) frame(many);
  CHECK(shareOfDifferentPixels(before, frame("queen 王后"), 0) == 0.0);
#if IMGUI_VERSION_NUM < 19200  // later ones keep no list of letters
  const ImFont& font = *ImGui::GetIO().Fonts->Fonts[0];
  for (const char16_t c : {u'\u4E00', u'\u55CF', u'\u5D9F'})
    CHECK(font.FindGlyphNoFallback(static_cast<ImWchar>(c)) != nullptr);
  CHECK(ImGui::GetIO().Fonts->TexHeight <= 8192);
#endif
}

TEST_CASE_METHOD(PanelFonts,
                 "hundreds of cut words, and words as wide as they come, all have their letters") {
  std::string narrow;  // as rows of a list: each is measured, and cut where it does not fit
  for (int row = 0; row < 300; ++row) {
    std::string word;
    for (int letter = 0, rest = row; letter < 28; ++letter, rest = rest * 7 + 3)
      base::appendCodepoint(word, 0x0E01 + static_cast<char32_t>(rest % 46));
    narrow += word + "\n";
  }
  const auto cutRows = [&] {
    app::ImGuiLayer::FrameSpec spec;
    spec.widthPx = kWidth;
    spec.heightPx = kHeight;
    imgui.beginFrame(spec);
    ImGui::Begin("rows");
    for (std::size_t at = 0; at < narrow.size(); at = narrow.find('\n', at) + 1)
      app::text(app::elided(std::string_view(narrow).substr(at, narrow.find('\n', at) - at), 90));
    ImGui::End();
    imgui.endFrame();
  };
  for (int i = 0; i < 6 && (i == 0 || imgui.lacksLetters()); ++i) cutRows();
  CHECK_FALSE(imgui.lacksLetters());
  const std::string wide = "คคคคคคคคคคคคคคคคคคคคคคคคคคคคคคคค";
  for (const double size : {32.0, 120.0}) {
    for (int i = 0; i < 6; ++i) frame(wide, size);
    CHECK_FALSE(imgui.lacksLetters());
    CHECK(inkOf(frame(wide, size)) > 3 * inkOf(frame("ค", size)));  // all that the window is wide enough for
  }
}

}  // namespace es::test
