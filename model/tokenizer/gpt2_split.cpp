#include "model/tokenizer/gpt2_split.h"

#include <utf8proc.h>

#include "base/utf8.h"

namespace es::model {
namespace {

enum class Kind { Space, Letter, Number, Other };

/// The property White_Space of Unicode.
bool isWhiteSpace(char32_t c) {
  return (c >= 0x09 && c <= 0x0D) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000;
}

Kind kindOf(char32_t c) {
  if (isWhiteSpace(c)) return Kind::Space;
  const utf8proc_category_t category = utf8proc_category(static_cast<utf8proc_int32_t>(c));
  if (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) return Kind::Letter;
  if (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO) return Kind::Number;
  return Kind::Other;
}

struct Character {
  Kind kind;
  std::size_t bytes;
};

Character characterAt(std::string_view text, std::size_t at) {
  std::string_view rest = text.substr(at);
  const std::size_t before = rest.size();
  const Kind kind = kindOf(base::takeCodepoint(rest));  // what stands for a byte that is no UTF-8 is Other
  return {kind, before - rest.size()};
}

struct Run {
  std::size_t end;   // behind the last character
  std::size_t last;  // where the last character begins
};

/// The characters of one kind from `at` on.
Run runOf(std::string_view text, std::size_t at, Kind kind) {
  Run run{at, at};
  while (run.end < text.size()) {
    const Character next = characterAt(text, run.end);
    if (next.kind != kind) break;
    run.last = run.end;
    run.end += next.bytes;
  }
  return run;
}

std::size_t contractionBytes(std::string_view text) {
  for (const std::string_view ending : {"'s", "'t", "'re", "'ve", "'m", "'ll", "'d"})
    if (text.starts_with(ending)) return ending.size();
  return 0;
}

/// Where the part that begins at `at` ends.
std::size_t partEnd(std::string_view text, std::size_t at) {
  if (const std::size_t size = contractionBytes(text.substr(at))) return at + size;
  const std::size_t behindSpace = at + (text[at] == ' ' ? 1 : 0);
  if (behindSpace < text.size()) {
    const Kind kind = characterAt(text, behindSpace).kind;
    if (kind != Kind::Space) return runOf(text, behindSpace, kind).end;
  }
  const Run spaces = runOf(text, at, Kind::Space);
  // The last of several spaces is left to what follows it.
  return spaces.end < text.size() && spaces.last > at ? spaces.last : spaces.end;
}

}  // namespace

std::vector<std::string_view> gpt2Split(std::string_view text) {
  std::vector<std::string_view> parts;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = partEnd(text, at);
    parts.push_back(text.substr(at, end - at));
    at = end;
  }
  return parts;
}

std::vector<std::string_view> splitDigits(std::string_view text) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Character character = characterAt(text, at);
    if (character.kind == Kind::Number) {
      if (begin < at) parts.push_back(text.substr(begin, at - begin));
      parts.push_back(text.substr(at, character.bytes));
      begin = at + character.bytes;
    }
    at += character.bytes;
  }
  if (begin < text.size()) parts.push_back(text.substr(begin));
  return parts;
}

}  // namespace es::model
