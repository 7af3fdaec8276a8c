#include "model/tokenizer/token_list.h"

#include <utf8proc.h>

#include <algorithm>
#include <cassert>
#include <utility>

#include "base/utf8.h"

namespace es::model {
namespace {

constexpr std::string_view kHexDigits = "0123456789ABCDEF";

/// Letters, the marks that combine with them, and digits. What stands for a byte that is no UTF-8 is none of
/// them.
bool isOfWords(char32_t codepoint) {
  const utf8proc_category_t category = utf8proc_category(static_cast<utf8proc_int32_t>(codepoint));
  return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO;
}

}  // namespace

TokenList::TokenList(std::vector<std::string> texts) : m_texts(std::move(texts)) {
  m_idOf.reserve(m_texts.size());
  for (int id = 0; id < size(); ++id) m_idOf.try_emplace(text(id), id);
}

std::optional<int> TokenList::find(std::string_view text) const {
  const auto at = m_idOf.find(text);
  return at == m_idOf.end() ? std::nullopt : std::optional(at->second);
}

std::string byteName(unsigned char byte) {
  return {'<', '0', 'x', kHexDigits[byte >> 4U], kHexDigits[byte & 15U], '>'};
}

std::optional<unsigned char> namedByte(std::string_view name) {
  if (name.size() != 6 || !name.starts_with("<0x") || name[5] != '>') return std::nullopt;
  const std::size_t high = kHexDigits.find(name[3]);
  const std::size_t low = kHexDigits.find(name[4]);
  if (high == std::string_view::npos || low == std::string_view::npos) return std::nullopt;
  return static_cast<unsigned char>(high * 16 + low);
}

std::optional<std::string> wordAfterSpace(std::string_view text) {
  if (text.size() < 2 || text.front() != ' ') return std::nullopt;
  text.remove_prefix(1);
  for (std::string_view rest = text; !rest.empty();)
    if (!isOfWords(base::takeCodepoint(rest))) return std::nullopt;
  return std::string(text);
}

std::size_t characterBytes(std::string_view text) {
  const std::size_t before = text.size();
  base::takeCodepoint(text);
  return before - text.size();
}

}  // namespace es::model
