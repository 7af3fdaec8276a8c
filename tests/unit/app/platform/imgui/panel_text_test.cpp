#include "app/platform/imgui/panel_text.h"

#include <cmath>

#include "base/utf8.h"
#include "catch.h"
#include "render/text/font_files.h"

namespace es::app {
namespace {

PanelText panelText() {
  return PanelText(render::systemFontFiles());
}

std::vector<char32_t> codepoints(std::string_view utf8) {
  std::vector<char32_t> all;
  while (!utf8.empty()) all.push_back(base::takeCodepoint(utf8));
  return all;
}

bool isPrivate(char32_t c) {
  return c >= 0xE000 && c <= 0xF8FF;
}

std::string formOf(PanelText& text, std::string_view utf8) {
  return std::string(text.shown(utf8));
}

}  // namespace

TEST_CASE("what needs no shaping stays as it is, and gets its pictures") {
  PanelText text = panelText();
  for (const std::string plain :
       {"", "king − man", "naïve", "Жизнь ἀγαθός", "你好 ひらがな 한국어", "a\nb"}) {
    CHECK(text.shown(plain) == plain);
    CHECK(text.shown(plain).data() == plain.data());  // no copy
  }
  CHECK(text.inUse().contains(u'你'));
  CHECK(text.inUse().contains(u'Ж'));
  CHECK(!text.glyph(u'你', 20).picture.pixels.empty());
}

TEST_CASE("words that need shaping become a picture each, in the order in which they stand") {
  PanelText text = panelText();
  const auto hebrew = codepoints(formOf(text, "שלום עולם"));
  REQUIRE(hebrew.size() == 3);
  CHECK(isPrivate(hebrew[0]));
  CHECK(hebrew[1] == U' ');
  CHECK(codepoints(formOf(text, "עולם")) == std::vector{hebrew[0]});  // the second word is the left one
  CHECK(codepoints(formOf(text, "שלום")) == std::vector{hebrew[2]});
  const auto mixed = codepoints(formOf(text, "say שלום!"));
  REQUIRE(mixed.size() == 6);
  CHECK(mixed[0] == U's');
  CHECK(mixed[4] == hebrew[2]);
  CHECK(mixed[5] == U'!');
  for (const char* one : {"مرحبا", "क्षेत्र", "👩🏽‍🚀", "🇩🇪", "x\u0301", "தமிழ்", "\uE123"}) {
    INFO(one);
    const auto form = codepoints(formOf(text, one));
    REQUIRE(form.size() == 1);
    CHECK(isPrivate(form[0]));
    const auto glyph = text.glyph(static_cast<PanelText::Code>(form[0]), 24);
    CHECK(!glyph.picture.pixels.empty());
  }
  CHECK(codepoints(formOf(text, "😀😀")).size() == 2);
}

TEST_CASE("a mark at the end of a word from right to left stays over its letter") {
  PanelText text = panelText();
  // The same letter with and without a point below it: the letter's ink begins at the same place.
  const auto glyphOf = [&](const char* word) {
    return text.glyph(static_cast<PanelText::Code>(codepoints(formOf(text, word))[0]), 60);
  };
  const auto bare = glyphOf("\u05D0\u05D4"), pointed = glyphOf("\u05D0\u05D4\u05B8");
  CHECK(bare.advanceEm == pointed.advanceEm);
  CHECK(std::abs(bare.picture.topLeft.x - pointed.picture.topLeft.x) <= 1);
  CHECK(pointed.picture.height > bare.picture.height + 4);
}

TEST_CASE("a form is as wide as the text") {
  PanelText text = panelText();
  const render::FontChain font(render::systemFontFiles());
  for (const std::string words :
       {"שלום abc 12", "مرحبا بالعالم", "क्षेत्र और", "né 👨‍👩‍👧 x\u0301y"}) {
    INFO(words);
    const std::string form = formOf(text, words);
    float widthEm = 0;
    for (const char32_t c : codepoints(form))
      widthEm += text.glyph(static_cast<PanelText::Code>(c), 10).advanceEm;
    CHECK(widthEm == Approx(font.widthPx(words, 1)).margin(0.1));  // kerning of plain letters is left out
    CHECK(formOf(text, words) == form);
  }
}

TEST_CASE("a character for private use in a text is its own, whatever codes have been given out") {
  PanelText text = panelText();
  const auto word = codepoints(formOf(text, "שלום"));
  REQUIRE(word == std::vector<char32_t>{0xE000});
  const auto own = codepoints(formOf(text, "\uE000"));
  REQUIRE(own.size() == 1);
  CHECK(own[0] != word[0]);
  CHECK(isPrivate(own[0]));
}

TEST_CASE("a line is measured in whole clusters, and nothing comes into use") {
  const PanelText text = panelText();
  const render::FontChain font(render::systemFontFiles());
  for (const std::string words :
       {"क्षेत्रक्षेत्र", "ภาษาไทยภาษาไทย", "مرحبا بالعالم", "say 👨‍👩‍👧👩🏽‍🚀 né"}) {
    INFO(words);
    const float wholePx = 20 * font.widthPx(words, 1) + 40;
    std::size_t last = 0;
    for (float widthPx = 0; widthPx <= wholePx; widthPx += 1) {
      const std::size_t fits = text.fittingBytes(words, widthPx, 20);
      CHECK(fits >= last);
      CHECK(base::characterStart(words, fits) == fits);
      // What is cut off begins a cluster: shaped alone, the beginning has no other characters in it.
      CHECK(font.widthPx(words.substr(0, fits), 20) <= widthPx + 20);
      last = fits;
    }
    CHECK(last == words.size());
  }
  CHECK(text.fittingBytes("👨‍👩‍👧", 10, 20) == 0);
  CHECK(text.fittingBytes("", 100, 20) == 0);
  CHECK(text.inUse().empty());
}

TEST_CASE("each code is told once, and forgotten ones come anew") {
  PanelText text = panelText();
  text.note(U'a', U'c');
  CHECK(text.takeNew() == std::vector<PanelText::Code>{u'a', u'b', u'c'});
  text.note("abcd\n\uE000\U0001F600");  // of the last two the one is ours to give, the other beyond 16 bits
  CHECK(text.takeNew() == std::vector<PanelText::Code>{u'd'});
  formOf(text, "שלום");
  CHECK(text.takeNew().size() == 1);
  formOf(text, "שלום");
  CHECK(text.takeNew().empty());
  text.forget();
  formOf(text, "שלום");
  CHECK(text.takeNew().size() == 1);
}

TEST_CASE("more words than there are codes: the rest is replaced until the next frame") {
  PanelText text = panelText();
  std::string last;
  for (int i = 0; i < 7000; ++i) {
    std::string word;
    for (int rest = i, letter = 0; letter < 4; ++letter, rest /= 22)
      base::appendCodepoint(word, 0x5D0 + static_cast<char32_t>(rest % 22));
    last = formOf(text, word);
  }
  CHECK(last == "\uFFFD");
  text.trim();
  CHECK(isPrivate(codepoints(formOf(text, "שלום"))[0]));
}

}  // namespace es::app
