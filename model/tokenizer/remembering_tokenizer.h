#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <string>

#include "model/tokenizer/tokenizer.h"

namespace es::model {

/// Another tokenizer that keeps the pieces of the texts it was given last. A text that is typed is cut for
/// the boxes of its tokens, for the estimate of the work, for the reading and for its path: the first does
/// the work.
class RememberingTokenizer final : public Tokenizer {
 public:
  static constexpr std::size_t kKept = 8;                            // texts
  static constexpr std::size_t kLongestKept = std::size_t{1} << 16;  // bytes

  explicit RememberingTokenizer(std::shared_ptr<const Tokenizer> inner) : m_inner(std::move(inner)) {}

  [[nodiscard]] int size() const override { return m_inner->size(); }
  [[nodiscard]] std::vector<TokenPiece> encode(std::string_view text) const override;
  [[nodiscard]] std::string decode(std::span<const int> ids) const override { return m_inner->decode(ids); }
  [[nodiscard]] std::string text(int id) const override { return m_inner->text(id); }
  [[nodiscard]] std::optional<std::string> word(int id) const override { return m_inner->word(id); }
  [[nodiscard]] std::string display(std::span<const int> ids) const override { return m_inner->display(ids); }
  [[nodiscard]] bool isEnd(int id) const override { return m_inner->isEnd(id); }
  [[nodiscard]] std::optional<int> find(std::string_view text) const override { return m_inner->find(text); }

 private:
  struct Cut {
    std::string text;
    std::vector<TokenPiece> pieces;
  };

  std::shared_ptr<const Tokenizer> m_inner;
  mutable std::mutex m_mutex;
  mutable std::deque<Cut> m_kept;  // asked for longest ago first
};

}  // namespace es::model
