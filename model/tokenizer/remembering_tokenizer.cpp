#include "model/tokenizer/remembering_tokenizer.h"

#include <algorithm>

namespace es::model {

std::vector<TokenPiece> RememberingTokenizer::encode(std::string_view text) const {
  {
    const std::scoped_lock lock(m_mutex);
    const auto kept = std::ranges::find(m_kept, text, &Cut::text);
    if (kept != m_kept.end()) {
      std::rotate(kept, kept + 1, m_kept.end());
      return m_kept.back().pieces;
    }
  }
  std::vector<TokenPiece> pieces = m_inner->encode(text);
  if (text.size() > kLongestKept) return pieces;
  Cut cut{std::string(text), pieces};
  const std::scoped_lock lock(m_mutex);
  if (std::ranges::find(m_kept, cut.text, &Cut::text) != m_kept.end()) return pieces;  // another thread's
  m_kept.push_back(std::move(cut));
  if (m_kept.size() > kKept) m_kept.pop_front();
  return pieces;
}

}  // namespace es::model
