#include "model/filter/condition.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.h"
#include "base/error.h"
#include "base/file_error.h"
#include "base/quoted_text.h"

namespace es::model {
namespace {

constexpr int kMaxDepth = 64;
constexpr std::array<std::string_view, 9> kNames{"=",  "!=",       "<",       "<=",        ">",
                                                 ">=", "contains", "matches", "is missing"};
constexpr std::string_view kComparisons = "= != < <= > >= contains matches, or is missing";
constexpr std::array<std::string_view, 7> kKeywords{"and",     "or", "not",    "contains",
                                                    "matches", "is", "missing"};

bool isSpace(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}
bool isSign(char c) {
  return c == '=' || c == '<' || c == '>' || c == '!';
}
bool isBareByte(char c) {
  return !isSpace(c) && !isSign(c) && c != '(' && c != ')' && c != '"';
}

bool isKeyword(std::string_view text, std::string_view keyword) {
  return std::ranges::equal(text, keyword, [](char a, char b) { return base::lowerAscii(a) == b; });
}

enum class TokenKind { End, Bare, Quoted, Signs, Open, Close };

struct Token {
  TokenKind kind = TokenKind::End;
  std::string text;
};

/// Cuts the text into tokens, one ahead of the parser.
class Lexer {
 public:
  explicit Lexer(std::string_view text) : m_text(text) { advance(); }

  [[nodiscard]] const Token& token() const { return m_token; }
  void advance() {
    while (m_next < m_text.size() && isSpace(m_text[m_next])) ++m_next;
    m_token = {};
    if (m_next == m_text.size()) return;
    const char c = m_text[m_next];
    if (c == '"') return readQuoted();
    if (c == '(' || c == ')') {
      m_token = {c == '(' ? TokenKind::Open : TokenKind::Close, {c}};
      ++m_next;
      return;
    }
    m_token.kind = isSign(c) ? TokenKind::Signs : TokenKind::Bare;
    const auto belongs = isSign(c) ? isSign : isBareByte;
    while (m_next < m_text.size() && belongs(m_text[m_next])) m_token.text += m_text[m_next++];
  }

 private:
  void readQuoted() {
    m_token.kind = TokenKind::Quoted;
    for (++m_next; m_next < m_text.size();) {
      if (m_text[m_next] == '"') {
        ++m_next;
        return;
      }
      const auto escape = base::escapeAt(m_text, m_next);
      m_token.text += escape ? escape->byte : m_text[m_next];
      m_next += escape ? escape->length : 1;
    }
    throw Error("a quote is not closed");
  }

  std::string_view m_text;
  std::size_t m_next = 0;
  Token m_token;
};

class Parser {
 public:
  explicit Parser(std::string_view text) : m_lexer(text) {
    if (kind() == TokenKind::End)
      throw Error("a condition is missing; such as year > 1990 and genre = \"jazz\"");
  }

  Condition whole() {
    Condition condition = any();
    if (kind() == TokenKind::Close) throw Error("a bracket is closed that was not opened");
    if (kind() == TokenKind::End) return condition;
    if (kind() == TokenKind::Signs) failSigns();
    const bool afterBare = m_lastValueIsBare && kind() == TokenKind::Bare;
    throw Error(fmt::format("and or or is missing before {}{}", shown(),
                            afterBare ? "; a text of several words needs quotes: \"New York\"" : ""));
  }

 private:
  [[nodiscard]] TokenKind kind() const { return m_lexer.token().kind; }
  [[nodiscard]] bool at(std::string_view keyword) const {
    return kind() == TokenKind::Bare && isKeyword(m_lexer.token().text, keyword);
  }
  [[nodiscard]] bool atKeyword() const {
    return std::ranges::any_of(kKeywords, [&](std::string_view one) { return at(one); });
  }
  [[nodiscard]] std::string shown() const { return base::inQuotes(m_lexer.token().text); }
  bool take(std::string_view keyword) {
    if (!at(keyword)) return false;
    m_lexer.advance();
    return true;
  }
  [[noreturn]] void failSigns() const {
    throw Error(fmt::format("a column's name is missing before {}", m_lexer.token().text));
  }

  Condition joined(Condition::Kind kindOfParts, std::string_view keyword, Condition (Parser::*part)()) {
    Condition first = (this->*part)();
    if (!at(keyword)) return first;
    Condition all{kindOfParts};
    all.parts.push_back(std::move(first));
    while (take(keyword)) all.parts.push_back((this->*part)());
    return all;
  }
  Condition any() { return joined(Condition::Kind::Or, "or", &Parser::all); }
  Condition all() { return joined(Condition::Kind::And, "and", &Parser::one); }

  Condition one() {
    if (++m_depth > kMaxDepth) throw Error(fmt::format("more than {} brackets inside each other", kMaxDepth));
    Condition condition;
    if (take("not")) {
      condition.kind = Condition::Kind::Not;
      condition.parts.push_back(one());
    } else if (kind() == TokenKind::Open) {
      m_lexer.advance();
      condition = any();
      if (kind() == TokenKind::End) throw Error("a bracket is not closed");
      if (kind() != TokenKind::Close) throw Error(fmt::format("a bracket is not closed before {}", shown()));
      m_lexer.advance();
      m_lastValueIsBare = false;
    } else {
      condition = test();
    }
    --m_depth;
    return condition;
  }

  Condition test() {
    const bool isName = kind() == TokenKind::Quoted || (kind() == TokenKind::Bare && !atKeyword());
    if (!isName) {
      if (kind() == TokenKind::Signs) failSigns();
      if (kind() == TokenKind::End) throw Error("a column's name is missing at the end, such as year > 1990");
      throw Error(fmt::format("a column's name is missing before {}{}", shown(),
                              kind() == TokenKind::Bare ? "; a column of that name stands in quotes" : ""));
    }
    Condition condition;
    condition.column = m_lexer.token().text;
    m_lexer.advance();
    if (take("is")) return missing(std::move(condition));
    condition.comparison = comparison(condition.column);
    condition.value = value(condition);
    return condition;
  }

  Condition missing(Condition condition) {
    const bool isNot = take("not");
    if (!take("missing"))
      throw Error(fmt::format("after {} is, expected missing or not missing{}",
                              base::inQuotes(condition.column),
                              kind() == TokenKind::End ? "" : ", found " + shown()));
    condition.comparison = Comparison::Missing;
    m_lastValueIsBare = false;
    if (!isNot) return condition;
    Condition turned{Condition::Kind::Not};
    turned.parts.push_back(std::move(condition));
    return turned;
  }

  Comparison comparison(const std::string& column) {
    if (kind() == TokenKind::Signs) {
      const std::string signs = m_lexer.token().text;
      const std::string usual = signs == "==" ? "=" : signs == "<>" ? "!=" : signs;
      const auto* found = std::ranges::find(kNames, usual);
      if (found == kNames.end())
        throw Error(fmt::format("{} compares nothing; there are {}", signs, kComparisons));
      m_lexer.advance();
      return static_cast<Comparison>(found - kNames.begin());
    }
    if (take("contains")) return Comparison::Contains;
    if (take("matches")) return Comparison::Matches;
    throw Error(fmt::format("after {} a comparison is missing: {}", base::inQuotes(column), kComparisons));
  }

  std::string value(const Condition& condition) {
    const bool isJoint = at("and") || at("or") || at("not");
    const bool isValue = kind() == TokenKind::Quoted || (kind() == TokenKind::Bare && !isJoint);
    if (!isValue)
      throw Error(fmt::format("after {} {} a value is missing", base::inQuotes(condition.column),
                              comparisonName(condition.comparison)));
    m_lastValueIsBare = kind() == TokenKind::Bare;
    std::string text = m_lexer.token().text;
    m_lexer.advance();
    return text;
  }

  Lexer m_lexer;
  int m_depth = 0;
  bool m_lastValueIsBare = false;
};

/// A name or a value as it must stand.
std::string written(std::string_view text) {
  const bool bare =
      !text.empty() && std::ranges::all_of(text, isBareByte) && !base::needsEscapes(text) &&
      text.find_first_of("\\#") == std::string_view::npos && !text.starts_with("--") &&
      std::ranges::none_of(kKeywords, [&](std::string_view one) { return isKeyword(text, one); });
  return bare ? std::string(text) : base::quotedText(text);
}

/// In brackets where it stands within what binds its parts closer.
std::string writtenPart(const Condition& part, Condition::Kind within) {
  const bool looser = part.kind == Condition::Kind::Or || part.kind == Condition::Kind::And;
  const bool bracket = looser && (within != Condition::Kind::Or || part.kind == Condition::Kind::Or);
  return bracket ? "(" + formatCondition(part) + ")" : formatCondition(part);
}

}  // namespace

std::string_view comparisonName(Comparison comparison) {
  return kNames[static_cast<std::size_t>(comparison)];
}

Condition testOf(std::string column, Comparison comparison, std::string value) {
  Condition condition;
  condition.column = std::move(column);
  condition.comparison = comparison;
  condition.value = std::move(value);
  return condition;
}

Condition parseCondition(std::string_view text) {
  return Parser(text).whole();
}

std::string formatCondition(const Condition& condition) {
  switch (condition.kind) {
    case Condition::Kind::Test: {
      const std::string start =
          written(condition.column) + " " + std::string(comparisonName(condition.comparison));
      return condition.comparison == Comparison::Missing ? start : start + " " + written(condition.value);
    }
    case Condition::Kind::Not:
      return "not " + writtenPart(condition.parts.front(), condition.kind);
    default:
      break;
  }
  std::string text;
  for (const Condition& part : condition.parts) {
    if (!text.empty()) text += condition.kind == Condition::Kind::And ? " and " : " or ";
    text += writtenPart(part, condition.kind);
  }
  return text;
}

}  // namespace es::model
