#include "app/look/token_words.h"

#include "catch.h"

using namespace es::app;

TEST_CASE("tokens as people read them") {
  const std::pair<const char*, const char*> cases[] = {
      {"king", "king"},        {" king", "·king"},
      {"##ess", "…ess"},       {"##", "##"},
      {"###", "###"},          {"\n", "newline"},
      {"\n\n", "newline ×2"},  {"<0x0A>", "newline"},
      {"<0x05>", "byte 05"},   {"\x05", "byte 05"},
      {"\xE2", "byte E2"},     {"\xE2\x82", "bytes E2 82"},
      {"<0xE2>", "byte E2"},   {"<0x41>", "A"},
      {" ", "space"},          {"<|endofstory|>", "end of story"},
      {"</s>", "end of text"}, {"<s>", "start of text"},
      {"<0xZZ>", "<0xZZ>"},    {"é", "é"},
      {"##\xC3\xA9", "…é"}};
  for (const auto& [bytes, words] : cases) {
    INFO(bytes);
    CHECK(tokenWords(bytes) == words);
  }
  CHECK(tokenWords("  x") == "··x");
  CHECK(tokenWords(" \xC3") == "·byte C3");
  CHECK(tokenWords("\xEF\xBF\xBD") == "\xEF\xBF\xBD");  // the replacement character itself is a character
  CHECK(tokenWords("").empty());
}

TEST_CASE("layer steps as people read them") {
  CHECK(layerStepWords("embedding") == "the word itself");
  CHECK(layerStepWords("L3.attention") == "layer 3 attention");
  CHECK(layerStepWords("L12.mlp") == "layer 12 MLP");
  CHECK(layerStepWords("final") == "the model");
  CHECK(layerStepWords("other") == "other");
}
