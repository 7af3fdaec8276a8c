#include "model/tokenizer/remembering_tokenizer.h"

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "catch.h"

namespace {

using namespace es::model;

/// A token a byte; counts how often it cuts a text.
class ByteTokenizer final : public Tokenizer {
 public:
  int size() const override { return 256; }
  std::vector<TokenPiece> encode(std::string_view text) const override {
    ++cuts;
    std::vector<TokenPiece> pieces;
    for (std::size_t i = 0; i < text.size(); ++i)
      pieces.push_back({static_cast<unsigned char>(text[i]), i, i + 1});
    return pieces;
  }
  std::string decode(std::span<const int> ids) const override { return {ids.begin(), ids.end()}; }
  std::string text(int id) const override { return {static_cast<char>(id)}; }
  std::optional<std::string> word(int id) const override { return text(id) + "!"; }
  std::string display(std::span<const int> ids) const override { return decode(ids) + "?"; }
  bool isEnd(int id) const override { return id == 7; }
  std::optional<int> find(std::string_view text) const override { return text.front(); }

  mutable std::atomic<int> cuts = 0;
};

}  // namespace

TEST_CASE("the same text is cut once, an old one again") {
  const auto inner = std::make_shared<const ByteTokenizer>();
  const RememberingTokenizer tokenizer(inner);
  for (int again = 0; again < 4; ++again)
    CHECK(tokenIds(tokenizer.encode("king")) == std::vector{'k' + 0, 'i' + 0, 'n' + 0, 'g' + 0});
  CHECK(inner->cuts == 1);
  for (std::size_t i = 0; i < RememberingTokenizer::kKept; ++i)
    CHECK(tokenizer.encode(std::string(i + 1, 'x')).size() == i + 1);
  CHECK(inner->cuts == 1 + static_cast<int>(RememberingTokenizer::kKept));
  CHECK(tokenizer.encode("king").back().end == 4);
  CHECK(inner->cuts == 2 + static_cast<int>(RememberingTokenizer::kKept));
  const std::string book(RememberingTokenizer::kLongestKept + 1, 'b');  // too long to be kept
  CHECK(tokenizer.encode(book).size() == book.size());
  CHECK(tokenizer.encode(book).size() == book.size());
  CHECK(inner->cuts == 4 + static_cast<int>(RememberingTokenizer::kKept));
}

TEST_CASE("all else is the tokenizer's own, and several threads may ask at once") {
  const RememberingTokenizer tokenizer(std::make_shared<const ByteTokenizer>());
  const std::vector<int> ids{'o', 'k'};
  CHECK(tokenizer.size() == 256);
  CHECK(tokenizer.decode(ids) == "ok");
  CHECK(tokenizer.display(ids) == "ok?");
  CHECK(tokenizer.text('a') == "a");
  CHECK(tokenizer.word('a') == "a!");
  CHECK(tokenizer.isEnd(7));
  CHECK_FALSE(tokenizer.isEnd(8));
  CHECK(tokenizer.find("z") == 'z');
  std::atomic<int> wrong = 0;
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 4; ++thread) {
      threads.emplace_back([&] {
        for (std::size_t i = 0; i < 500; ++i)
          if (tokenizer.encode(std::string(i % 11, 'x')).size() != i % 11) ++wrong;
      });
    }
  }
  CHECK(wrong == 0);
}
