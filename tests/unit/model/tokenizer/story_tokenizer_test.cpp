// The story model's tokenizer against the Python one that its training used.
#include "model/tokenizer/story_tokenizer.h"

#include <nlohmann/json.hpp>

#include "catch.h"
#include "model/files/safetensors.h"
#include "model_files.h"
#include "table_files.h"

using namespace es;
using namespace es::model;
using namespace es::model::test;

namespace {

using Ids = std::vector<int>;

const std::filesystem::path kStoryModel =
    std::filesystem::path(ES_SOURCE_DIR) / "assets/story/story.safetensors";

std::shared_ptr<const Tokenizer> readShipped() {
  const InputFile file(kStoryModel);
  return readStoryTokenizer({file.path(), "metadata \"tokenizer\""},
                            readSafetensorsHeader(file).metadata.at("tokenizer"));
}

std::string lowered(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return text;
}

int idOf(const Tokenizer& tokenizer, std::string_view text) {
  const auto id = tokenizer.find(text);
  REQUIRE(id.has_value());
  return *id;
}

std::string shown(const Tokenizer& tokenizer, std::string_view text) {
  return tokenizer.display(tokenIds(tokenizer.encode(text)));
}

}  // namespace

TEST_CASE("the story tokenizer's ids are those of the Python one") {
  const auto tokenizer = readShipped();
  const auto output = outputOf("python3 -B '" ES_SOURCE_DIR "/tests/oracles/story_tokenizer_oracle.py' '" +
                               kStoryModel.string() + "' 5000");
  REQUIRE(output.has_value());
  const auto cases = nlohmann::json::parse(*output);
  REQUIRE(cases.size() == 5000);
  const int end = idOf(*tokenizer, "<|endofstory|>");
  int wrong = 0;
  for (const auto& entry : cases) {
    const auto text = entry["text"].get<std::string>();
    Ids expected = entry["ids"].get<Ids>();
    expected.insert(expected.begin(), end);
    const Ids ids = tokenIds(tokenizer->encode(text));
    const std::string decoded = tokenizer->decode(ids);
    const bool isRight =
        ids == expected && decoded == entry["decoded"].get<std::string>() && decoded == lowered(text);
    if (!isRight && ++wrong < 10) UNSCOPED_INFO(entry.dump());
  }
  CHECK(wrong == 0);
}

TEST_CASE("decoding story tokens gives the lower-cased text back, whatever its bytes") {
  const auto tokenizer = readShipped();
  for (const std::string& text : mixedTexts(3000, false)) {
    const auto pieces = tokenizer->encode(text);
    CHECK(tokenizer->decode(tokenIds(pieces)) == lowered(text));
    CHECK(lowered(tokenizer->display(tokenIds(pieces))) == lowered(text));
    CHECK(areInOrder(pieces, text.size()));
    // What no token covers are the implied spaces.
    std::string uncovered = text;
    for (const TokenPiece& piece : pieces)
      for (std::size_t at = piece.begin; at < piece.end; ++at) uncovered[at] = ' ';
    CHECK(uncovered.find_first_not_of(' ') == std::string::npos);
  }
}

TEST_CASE("story tokens cover the bytes of the text as it was written") {
  const auto tokenizer = readShipped();
  const auto pieces = tokenizer->encode("The  King's");
  REQUIRE(pieces.size() == 6);
  CHECK((pieces[0].begin == 0 && pieces[0].end == 0 && tokenizer->isEnd(pieces[0].id)));
  CHECK((pieces[1].id == idOf(*tokenizer, "the") && pieces[1].begin == 0 && pieces[1].end == 3));
  CHECK((pieces[2].id == idOf(*tokenizer, "<space>") && pieces[2].begin == 3 && pieces[2].end == 4));
  CHECK((pieces[3].id == idOf(*tokenizer, "<space>") && pieces[3].begin == 4 && pieces[3].end == 5));
  CHECK((pieces[4].id == idOf(*tokenizer, "king") && pieces[4].begin == 5 && pieces[4].end == 9));
  CHECK((pieces[5].id == idOf(*tokenizer, "'s") && pieces[5].begin == 9 && pieces[5].end == 11));
}

TEST_CASE("story tokens say what they are by themselves") {
  const auto tokenizer = readShipped();
  CHECK(tokenizer->word(idOf(*tokenizer, "king")) == "king");
  CHECK(tokenizer->word(idOf(*tokenizer, "don't")) == "don't");
  for (const char* none : {"'s", "##ing", ".", "\n", "<open-quote>", "<0xE2>", "<|endofstory|>", "<join>"}) {
    INFO(none);
    CHECK_FALSE(tokenizer->word(idOf(*tokenizer, none)).has_value());
  }
  for (int id = 0; id < tokenizer->size(); ++id) CHECK(tokenizer->find(tokenizer->text(id)) == id);
}

TEST_CASE("capitals come back for display") {
  const auto tokenizer = readShipped();
  CHECK(shown(*tokenizer, "once upon a time there was a king. he was old! was he? i think so") ==
        "Once upon a time there was a king. He was old! Was he? I think so");
  CHECK(shown(*tokenizer, "\"hello,\" said tom. \"let's play,\" said i.") ==
        "\"Hello,\" said Tom. \"Let's play,\" said I.");
  CHECK(shown(*tokenizer, "the king said, \"come here!\" and the queen said: \"no.\" the end\nthe next") ==
        "The king said, \"Come here!\" and the queen said: \"No.\" The end\nThe next");
  CHECK(shown(*tokenizer, "so the \"king\" and the cat i'm") == "So the \"king\" and the cat I'm");
}

TEST_CASE("a broken story vocabulary is refused in one line") {
  const std::string path = "story.safetensors";
  const JsonPlace place{path, "metadata \"tokenizer\""};
  const InputFile file(kStoryModel);
  const std::string whole = readSafetensorsHeader(file).metadata.at("tokenizer");
  const auto root = nlohmann::json::parse(whole);
  const auto refusal = [&](const nlohmann::json& list) {
    return errorOf([&] { readStoryTokenizer(place, list.dump()); });
  };
  REQUIRE(refusal(root).empty());
  CHECK(isOneLineWith(errorOf([&] { readStoryTokenizer(place, whole.substr(0, 1000)); }),
                      {path, "valid JSON"}));
  CHECK(isOneLineWith(refusal(nlohmann::json::object()), {path, "a list of tokens"}));
  CHECK(isOneLineWith(refusal(nlohmann::json::array()), {path, "<|endofstory|>"}));
  auto changed = root;
  changed[7]["kind"] = "verb";
  CHECK(isOneLineWith(refusal(changed), {"token 7", "kind", "verb"}));
  changed = root;
  changed[7].erase("left");
  CHECK(isOneLineWith(refusal(changed), {"token 7", "left"}));
  changed = root;
  changed[8]["text"] = changed[7]["text"];
  CHECK(isOneLineWith(refusal(changed), {"token 8", "every token once"}));
  changed = root;
  changed[8]["text"] = "";
  CHECK(isOneLineWith(refusal(changed), {"token 8", "a text"}));
  // Without one of its letters a word could not be spelt, nor a character written without one of the bytes.
  for (const auto& [text, kind] :
       {std::pair("q", "word"), std::pair("q", "piece"), std::pair("<0xE2>", "byte")}) {
    changed = nlohmann::json::array();
    for (const auto& token : root)
      if (token["text"] != text || token["kind"] != kind) changed.push_back(token);
    REQUIRE(changed.size() + 1 == root.size());
    CHECK(isOneLineWith(refusal(changed), {path, text, "none"}));
  }
}
