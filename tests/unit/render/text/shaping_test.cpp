#include "render/text/shaping.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <random>
#include <string>
#include <thread>

#include "base/utf8.h"
#include "catch.h"
#include "render/text/font.h"
#include "render/text/font_files.h"

namespace es::render {
namespace {

namespace fs = std::filesystem;

const FontChain& font() {
  static const FontChain kFont(systemFontFiles());
  return kFont;
}

fs::path fontFile(const std::string& name) {
  for (const auto& file : systemFontFiles())
    if (file.filename() == name) return file;
  FAIL(name << " is not installed (scripts/set-up test)");
  return {};
}

struct OracleGlyph {
  unsigned glyph = 0, firstByte = 0;
  int x = 0, y = 0, advance = 0;  // font units
};

// "[47=8+291|104=6@3,-1+343]", as hb-shape prints it.
std::vector<OracleGlyph> parsed(const std::string& line) {
  std::vector<OracleGlyph> glyphs;
  for (std::size_t at = 0; at != std::string::npos && at + 1 < line.size(); at = line.find('|', at + 1)) {
    OracleGlyph one;
    const char* item = line.c_str() + at + 1;
    if (std::sscanf(item, "%u=%u@%d,%d+%d", &one.glyph, &one.firstByte, &one.x, &one.y, &one.advance) != 5)
      REQUIRE(std::sscanf(item, "%u=%u+%d", &one.glyph, &one.firstByte, &one.advance) == 3);
    glyphs.push_back(one);
  }
  return glyphs;
}

// HarfBuzz's own program; its guesses of script and direction are not ours.
std::vector<OracleGlyph> byOracle(const fs::path& file, const std::string& word,
                                  const std::string& features) {
  const std::string command = fmt::format(
      "hb-shape --no-glyph-names --utf8-clusters --cluster-level=0 --remove-default-ignorables "
      "--features='{}' '{}' '{}' 2>&1",
      features, file.string(), word);
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  REQUIRE(pipe);
  std::string said;
  std::array<char, 4096> part{};
  while (std::fgets(part.data(), part.size(), pipe.get()) != nullptr) said += part.data();
  INFO(command << "\n" << said << "(package libharfbuzz-bin)");
  REQUIRE(said.starts_with('['));
  return parsed(said);
}

// The clusters' texts, as they stand from left to right.
std::vector<std::string> fromLeft(const FontChain& chain, const std::string& text) {
  std::vector<std::string> shown;
  const auto line = chain.shaped(text);
  for (const PlacedGlyph& placed : line->glyphs) shown.push_back(text.substr(placed.firstByte, placed.bytes));
  return shown;
}

std::string joined(const std::vector<std::string>& pieces) {
  std::string all;
  for (const std::string& piece : pieces) all += piece;
  return all;
}

}  // namespace

TEST_CASE("glyphs and their places are those of hb-shape, script by script") {
  struct Case {
    const char* file;
    const char* word;
    const char* features;
  };
  for (const auto& [file, word, features] : {
           Case{"Inter-Regular.otf", "AVATAR Towel", "-liga,-clig,-calt"},
           Case{"Inter-Regular.otf", "office -> 3x4", "-liga,-clig,-calt"},
           Case{"NotoSansArabic-Regular.ttf", "مرحبا", ""},
           Case{"NotoSansArabic-Regular.ttf", "لاتجربة", ""},
           Case{"NotoSansHebrew-Regular.ttf", "שָׁלוֹם", ""},
           Case{"NotoSansDevanagari-Regular.ttf", "स्त्री", ""},
           Case{"NotoSansDevanagari-Regular.ttf", "क्षेत्र", ""},
           Case{"NotoSansDevanagari-Regular.ttf", "किताबें", ""},
           Case{"NotoSansBengali-Regular.ttf", "ভাষা", ""},
           Case{"NotoSansTamil-Regular.ttf", "தமிழ்", ""},
           Case{"NotoSansThai-Regular.ttf", "ที่นี่", ""},
           Case{"wqy-microhei.ttc", "你好ひらがな한국어", ""},
           Case{"NotoColorEmoji.ttf", "👩🏽‍🚀🇩🇪👨‍👩‍👧", ""},
       }) {
    INFO(file << ": " << word);
    const auto path = fontFile(file);
    const auto line = font().shaped(word);
    const auto oracle = byOracle(path, word, features);
    REQUIRE(line->glyphs.size() == oracle.size());
    const float unit = FontFace::open(startFreeType(), path)->emPerUnit();
    float pen = 0;
    for (std::size_t i = 0; i < oracle.size(); ++i) {
      const PlacedGlyph& placed = line->glyphs[i];
      CHECK(placed.glyph.glyph == oracle[i].glyph);
      CHECK(placed.firstByte == oracle[i].firstByte);
      CHECK(placed.penEm == Approx(pen + static_cast<float>(oracle[i].x) * unit).margin(1e-4));
      CHECK(placed.riseEm == Approx(static_cast<float>(oracle[i].y) * unit).margin(1e-4));
      pen += static_cast<float>(oracle[i].advance) * unit;
    }
    CHECK(line->widthEm == Approx(pen).margin(1e-4));
  }
}

// Unicode's bidirectional algorithm (UAX #9) by hand.
TEST_CASE("lines with both directions stand as UAX 9 orders them") {
  const auto& chain = font();
  CHECK(joined(fromLeft(chain, "שלום")) == "םולש");
  CHECK(joined(fromLeft(chain, "say שלום now")) == "say םולש now");
  CHECK(joined(fromLeft(chain, "שלום is 12")) == "is 12 םולש");
  CHECK(joined(fromLeft(chain, "שלום 12 (אב)")) == ")בא( 12 םולש");
  CHECK(joined(fromLeft(chain,
                        "a\u202E"
                        "bc")) ==
        "a\u202E"
        "cb");
  CHECK(chain.shaped("שלום is")->rightToLeft);
  CHECK(!chain.shaped("is שלום")->rightToLeft);
  CHECK(!chain.shaped("12")->rightToLeft);
}

TEST_CASE("brackets are mirrored from right to left") {
  const auto line = font().shaped("(א)");
  REQUIRE(line->glyphs.size() == 3);
  CHECK(line->glyphs[0].glyph == font().find(U'('));  // what is written last, closing, looks like this
  CHECK(line->glyphs[2].glyph == font().find(U')'));
}

TEST_CASE("emoji of several characters are one picture; a selector chooses letter or picture") {
  const auto& chain = font();
  for (const char* emoji : {"😀", "👩🏽‍🚀", "👨‍👩‍👧", "🇩🇪", "1️⃣", "❤️"}) {
    INFO(emoji);
    const auto line = chain.shaped(emoji);
    REQUIRE(line->glyphs.size() == 1);
    CHECK(chain.hasColors(line->glyphs[0].glyph.face));
    CHECK(line->glyphs[0].bytes == std::string(emoji).size());
    const auto picture = chain.colorGlyph(line->glyphs[0].glyph);
    REQUIRE(picture);
    CHECK(std::ranges::any_of(picture->pixels, [](glm::u8vec4 pixel) { return pixel.a == 255; }));
  }
  CHECK(!chain.hasColors(chain.shaped("❤\uFE0E")->glyphs[0].glyph.face));
  CHECK(!chain.hasColors(chain.shaped("1")->glyphs[0].glyph.face));
  CHECK(!chain.hasColors(chain.shaped("→")->glyphs[0].glyph.face));
}

TEST_CASE("letters join over the border of two faces' runs only where the script says so") {
  const auto alone = font().shaped("ب"), joinedTwice = font().shaped("ببب");
  REQUIRE(joinedTwice->glyphs.size() == 3);
  CHECK(joinedTwice->glyphs[0].glyph != alone->glyphs[0].glyph);
  CHECK(joinedTwice->glyphs[1].glyph != joinedTwice->glyphs[0].glyph);
  CHECK(joinedTwice->glyphs[2].glyph != joinedTwice->glyphs[1].glyph);
}

TEST_CASE("any bytes become a line whose glyphs lie within it") {
  std::mt19937 random(7);
  constexpr std::array<std::uint32_t, 16> kLetters{'a',    ' ',    0x0301, 0x05D0,  0x0628,  0x064E,
                                                   0x0915, 0x094D, 0x200D, 0x202E,  0x1F468, 0x1F1E9,
                                                   0xFE0F, 0x4F60, 0x0E17, 0x10FFFF};
  for (int round = 0; round < 300; ++round) {
    std::string text;
    for (auto i = random() % 40; i > 0; --i) {
      if (random() % 4 == 0) {
        text += static_cast<char>(random() % 256);
      } else {
        base::appendCodepoint(text, kLetters[random() % kLetters.size()]);
      }
    }
    const auto line = font().shaped(text);
    float sum = 0;
    for (const PlacedGlyph& placed : line->glyphs) {
      sum += placed.advanceEm;
      REQUIRE(placed.firstByte + placed.bytes <= text.size());
      REQUIRE(placed.bytes > 0);
    }
    CHECK(line->widthEm == Approx(sum).margin(1e-3));
  }
}

TEST_CASE("widths add up over blanks, in every script") {
  const std::array words{"king", "שלום", "مرحبا", "क्षेत्र", "你好", "😀"};
  const float blank = font().widthPx(" ", 64);
  for (const char* a : words) {
    for (const char* b : words) {
      INFO(a << " " << b);
      CHECK(font().widthPx(fmt::format("{} {}", a, b), 64) ==
            Approx(font().widthPx(a, 64) + blank + font().widthPx(b, 64)).margin(2));
    }
  }
}

TEST_CASE("a line of a megabyte is shaped in one go") {
  std::string text;
  while (text.size() < (1U << 20U)) text += "שלום king مرحبا ";
  const auto line = font().shaped(text);
  CHECK(line->glyphs.size() > text.size() / 2);
  CHECK(std::isfinite(line->widthEm));
}

TEST_CASE("several threads may ask at once, and get what one gets") {
  const FontChain shared(systemFontFiles());
  const std::array words{"king", "שלום", "مرحبا", "क्षेत्र", "你好", "😀"};
  std::array<std::vector<float>, 4> widths;
  std::vector<std::thread> threads;
  for (auto& own : widths) {
    threads.emplace_back([&own, &shared, &words] {
      for (int i = 0; i < 60; ++i) {
        own.push_back(
            shared.widthPx(fmt::format("{}{}", words[static_cast<std::size_t>(i) % words.size()], i), 20));
      }
    });
  }
  for (auto& thread : threads) thread.join();
  for (const auto& own : widths) CHECK(own == widths[0]);
}

}  // namespace es::render
