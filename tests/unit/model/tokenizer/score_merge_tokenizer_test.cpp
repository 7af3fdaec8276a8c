// llama2.c's tokenizer: the ids of the reference program, the bytes of every token, broken files.
#include "model/tokenizer/score_merge_tokenizer.h"

#include <random>

#include "catch.h"
#include "model_files.h"
#include "table_files.h"

using namespace es;
using namespace es::model;
using namespace es::model::test;

namespace {

std::shared_ptr<const Tokenizer> readBytesAsTokenizer(std::string_view bytes, int vocabulary = 265) {
  static const TestFolder folder;
  return readScoreMergeTokenizer(InputFile(folder.write("tokenizer.bin", bytes)), vocabulary);
}

std::string tokenizerRefusal(std::string_view bytes, int vocabulary = 265) {
  return errorOf([&] { readBytesAsTokenizer(bytes, vocabulary); });
}

/// Null, with a warning, where the file is missing.
std::shared_ptr<const Tokenizer> readShared(const std::string& name, int vocabulary) {
  const auto path = testData() / "llama2c" / name;
  if (!std::filesystem::exists(path)) {
    WARN("skipped: " << path << " is not there (EMBEDSCOPE_TEST_DATA)");
    return nullptr;
  }
  return readScoreMergeTokenizer(InputFile(path), vocabulary);
}

std::vector<int> idsOf(const Tokenizer& tokenizer, std::string_view text) {
  return tokenIds(tokenizer.encode(text));
}

using Ids = std::vector<int>;

}  // namespace

TEST_CASE("the 512-token vocabulary gives the reference program's ids") {
  const auto tokenizer = readShared("tok512.bin", 512);
  if (!tokenizer) return;
  CHECK(idsOf(*tokenizer, "") == Ids{1});
  CHECK(idsOf(*tokenizer, "Once upon a time there was a") == Ids{1, 403, 407, 261, 378, 383, 286, 261});
  CHECK(idsOf(*tokenizer, "once upon a time there was a") == Ids{1, 353, 331, 407, 261, 378, 383, 286, 261});
  CHECK(tokenizer->text(376) == " little");
  CHECK(tokenizer->word(376) == "little");
  CHECK(tokenizer->text(1) == "<s>");
  CHECK(tokenizer->find(" little") == 376);
  CHECK(tokenizer->decode(Ids{376}) == " little");
  CHECK(tokenizer->decode(Ids{1, 376}) == "little");
}

TEST_CASE("the 32,000-token vocabulary gives the reference program's ids") {
  const auto tokenizer = readShared("tokenizer.bin", 32000);
  if (!tokenizer) return;
  CHECK(idsOf(*tokenizer, "Once upon a time there was a") == Ids{1, 9038, 2501, 263, 931, 727, 471, 263});
  CHECK(idsOf(*tokenizer, "king queen man woman") == Ids{1, 6989, 26624, 767, 6114});
  CHECK(idsOf(*tokenizer, "Héllò \xF0\x9F\x99\x83") ==
        Ids{1, 379, 29948, 645, 30059, 29871, 243, 162, 156, 134});
  // Long text takes no quadratic time: 2 MB here would take hours.
  std::string text;
  while (text.size() < 2'000'000) text += "once upon a time there was a king ";
  CHECK(tokenizer->decode(idsOf(*tokenizer, text)) == text);
}

TEST_CASE("a tiny vocabulary merges by score, and every token covers its bytes") {
  const auto tokenizer = readBytesAsTokenizer(llama2cTokenizer());
  // " ", "a", "b" -> "ab" scores highest, then " ab".
  CHECK(idsOf(*tokenizer, "ab") == Ids{1, 264});
  CHECK(idsOf(*tokenizer, "aba") == Ids{1, 264, 260});
  CHECK(idsOf(*tokenizer, "c") == Ids{1, 259, 3 + 'c'});
  CHECK(idsOf(*tokenizer, "<s>") == Ids{1, 259, 3 + '<', 3 + 's', 3 + '>'});
  const auto pieces = tokenizer->encode("ab a");
  REQUIRE(pieces.size() == 3);
  CHECK((pieces[0].begin == 0 && pieces[0].end == 0));
  CHECK((pieces[1].begin == 0 && pieces[1].end == 2));
  CHECK((pieces[2].id == 263 && pieces[2].begin == 2 && pieces[2].end == 4));
  CHECK(tokenizer->isEnd(1));
  CHECK(tokenizer->isEnd(2));
  CHECK_FALSE(tokenizer->isEnd(3));
  CHECK(tokenizer->word(264) == "ab");
  CHECK_FALSE(tokenizer->word(262).has_value());
  CHECK_FALSE(tokenizer->word(1).has_value());
}

TEST_CASE("decoding llama2.c's tokens gives the text back, whatever its bytes") {
  for (const auto& tokenizer :
       {readShared("tokenizer.bin", 32000), readBytesAsTokenizer(llama2cTokenizer())}) {
    if (!tokenizer) continue;
    for (const std::string& text : mixedTexts(2000, false)) {
      // What reads like the name of a byte is one; the reference program decodes it so, too.
      if (text.find("<0x41>") != std::string::npos) continue;
      const auto pieces = tokenizer->encode(text);
      CHECK(tokenizer->decode(tokenIds(pieces)) == text);
      CHECK(areInOrder(pieces, text.size()));
      CHECK(pieces.back().end == text.size());
    }
  }
}

TEST_CASE("a broken tokenizer.bin is refused in one line") {
  const std::string whole = llama2cTokenizer();
  CHECK(tokenizerRefusal(whole).empty());
  for (std::size_t kept = 0; kept < whole.size(); ++kept) {
    INFO("cut at " << kept);
    CHECK(isOneLineWith(tokenizerRefusal(whole.substr(0, kept)), {"tokenizer.bin"}));
  }
  std::string changed = whole;
  changed.replace(8, 4, bytesOf(std::int32_t{-1}));
  CHECK(isOneLineWith(tokenizerRefusal(changed), {"token 0", "1 to 7", "-1"}));
  changed.replace(8, 4, bytesOf(std::int32_t{8}));
  CHECK(isOneLineWith(tokenizerRefusal(changed), {"token 0", "1 to 7", "found 8"}));
  changed = whole;
  changed.replace(0, 4, bytesOf(std::uint32_t{0x7FFFFFFF}));
  CHECK(isOneLineWith(tokenizerRefusal(changed), {"byte 0", "longest"}));
  CHECK(isOneLineWith(tokenizerRefusal(whole, 512), {"512 tokens, as the model has", "265"}));
  CHECK(isOneLineWith(tokenizerRefusal(whole.substr(0, 4 + 8 + 5), 1), {"at least 259"}));
}

TEST_CASE("a tokenizer.bin with bytes changed at random is read by the rules or refused in one line") {
  const std::string whole = llama2cTokenizer();
  std::mt19937 random(5);
  for (int i = 0; i < 3000; ++i) {
    std::string bytes = whole;
    for (auto n = 1 + random() % 4; n > 0; --n) bytes[random() % bytes.size()] = static_cast<char>(random());
    std::shared_ptr<const Tokenizer> tokenizer;
    const std::string message = errorOf([&] { tokenizer = readBytesAsTokenizer(bytes); });
    if (tokenizer) {
      CHECK(areInOrder(tokenizer->encode("ab \xFF\xC3 a"), 7));
    } else {
      CHECK(isOneLineWith(message, {"tokenizer.bin"}));
    }
  }
}
