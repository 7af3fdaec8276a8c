#include "math/formula/expression.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <cmath>
#include <limits>
#include <utility>

#include "base/error.h"
#include "base/quoted_text.h"
#include "base/utf8.h"

namespace es::math {
namespace {

constexpr int kMaxDepth = 64;
constexpr std::string_view kMeanOfFilter = "mean(where)";  // one name, brackets included
constexpr double kSmallestFactor = 1e-30;  // beyond these a factor is a slip, and would leave float's range
constexpr double kLargestFactor = 1e30;

bool isSpace(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}
bool isWordByte(char c) {
  return !isSpace(c) && std::string_view("+-*()\";:").find(c) == std::string_view::npos;
}
bool isDigit(char c) {
  return c >= '0' && c <= '9';
}

/// How many bytes at the start of `text` are a bare word; of a state's name with its number, of the filter's
/// mean with its brackets.
std::size_t wordBytes(std::string_view text) {
  if (text.starts_with(kMeanOfFilter) &&
      (text.size() == kMeanOfFilter.size() || !isWordByte(text[kMeanOfFilter.size()])))
    return kMeanOfFilter.size();
  const auto pastWord = std::ranges::find_if_not(text, isWordByte);
  const auto bytes = static_cast<std::size_t>(pastWord - text.begin());
  if (bytes < 2 || text.front() != '@' || bytes == text.size() || text[bytes] != '-') return bytes;
  const std::string_view rest = text.substr(bytes + 1);
  const auto digits = static_cast<std::size_t>(std::ranges::find_if_not(rest, isDigit) - rest.begin());
  const bool ends = digits == rest.size() || !isWordByte(rest[digits]);
  return digits > 0 && ends ? bytes + 1 + digits : bytes;
}

/// How many bytes at the start of `text` are a decimal number (1, .5, 2.5e-3), and its value.
struct NumberPrefix {
  std::size_t bytes = 0;
  double value = 0;
};
NumberPrefix numberPrefix(std::string_view text) {
  const auto hasDigit = [&](std::size_t at) { return at < text.size() && isDigit(text[at]); };
  if (!hasDigit(0) && !(text.starts_with('.') && hasDigit(1))) {
    return {};  // from_chars would take "inf" and "nan", which are words
  }
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc::result_out_of_range) value = std::numeric_limits<double>::infinity();
  return {static_cast<std::size_t>(end - text.data()), value};
}

bool isNumber(std::string_view word) {
  return !word.empty() && numberPrefix(word).bytes == word.size();
}

bool acceptableFactor(double factor) {
  const double size = std::abs(factor);
  return size == 0 || (size >= kSmallestFactor && size <= kLargestFactor);
}

std::string formatNumber(double value) {
  // Fixed, as the signs in 1e-07 are operators. The longest acceptable factor has 30 zeros and 17 digits.
  std::array<char, 64> buffer{};
  const auto [end, error] =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed);
  assert(error == std::errc());
  return {buffer.data(), end};
}

enum class TokenKind { End, Word, Quoted, Plus, Minus, Times, Open, Close, Semicolon, Colon };

struct Token {
  TokenKind kind = TokenKind::End;
  std::size_t at = 0;  // where it starts in the text, in bytes
  std::string_view source;
  std::string word;       // Word and Quoted
  double number = 0;      // where isFactor
  bool isFactor = false;  // a number beside `*`
};

/// Cuts the text into tokens, one ahead of the parser.
class Lexer {
 public:
  explicit Lexer(std::string_view text) : m_text(text) { advance(); }

  [[nodiscard]] const Token& token() const { return m_token; }
  void advance();
  /// What the token is, for people: 'queen', or nothing at the end.
  [[nodiscard]] std::string shown() const;

 private:
  [[nodiscard]] std::size_t skipSpace(std::size_t at) const;
  void readQuoted();
  void readWord();

  std::string_view m_text;
  std::size_t m_next = 0;
  Token m_token;
};

TokenKind operatorKind(char c) {
  switch (c) {
    case '+':
      return TokenKind::Plus;
    case '-':
      return TokenKind::Minus;
    case '*':
      return TokenKind::Times;
    case '(':
      return TokenKind::Open;
    case ')':
      return TokenKind::Close;
    case ';':
      return TokenKind::Semicolon;
    case ':':
      return TokenKind::Colon;
    default:
      return TokenKind::Word;
  }
}

std::size_t Lexer::skipSpace(std::size_t at) const {
  while (at < m_text.size() && isSpace(m_text[at])) ++at;
  return at;
}

void Lexer::advance() {
  const bool afterTimes = m_token.kind == TokenKind::Times;
  m_next = skipSpace(m_next);
  m_token = {};
  m_token.at = m_next;
  if (m_next == m_text.size()) return;
  if (m_text[m_next] == '"') {
    readQuoted();
  } else if (isWordByte(m_text[m_next])) {
    const auto [bytes, value] = numberPrefix(m_text.substr(m_next));
    const std::size_t end = m_next + bytes;
    const std::size_t following = skipSpace(end);
    const bool whole = bytes > 0 && (end == m_text.size() || !isWordByte(m_text[end]));
    const bool beforeTimes = following < m_text.size() && m_text[following] == '*';
    if (whole && (afterTimes || beforeTimes)) {  // 1e-3*cat comes whole, its sign included
      m_token.kind = TokenKind::Word;
      m_token.isFactor = true;
      m_token.number = value;
      m_next = end;
    } else {
      readWord();
    }
  } else {
    m_token.kind = operatorKind(m_text[m_next++]);
  }
  m_token.source = m_text.substr(m_token.at, m_next - m_token.at);
}

void Lexer::readWord() {
  m_token.kind = TokenKind::Word;
  m_token.word = m_text.substr(m_next, wordBytes(m_text.substr(m_next)));
  m_next += m_token.word.size();
}

void Lexer::readQuoted() {
  m_token.kind = TokenKind::Quoted;
  for (++m_next; m_next < m_text.size();) {
    if (m_text[m_next] == '"') {
      ++m_next;
      return;
    }
    const auto escape = base::escapeAt(m_text, m_next);
    if (!escape && m_text[m_next] == '\\')
      throw Error(R"(inside quotes a backslash stands before ", \, n, r, or x with two hexadecimal digits)");
    m_token.word += escape ? escape->byte : m_text[m_next];
    m_next += escape ? escape->length : 1;
  }
  throw Error("a quote is not closed");
}

std::string Lexer::shown() const {
  constexpr std::size_t kShownBytes = 40;
  std::size_t shown = std::min(m_token.source.size(), kShownBytes);
  while (shown < m_token.source.size() && base::isContinuation(m_token.source[shown])) --shown;
  std::string text(m_token.source.substr(0, shown));
  std::ranges::replace_if(
      text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, '?');
  return "'" + text + (shown < m_token.source.size() ? "...'" : "'");
}

/// Recursive descent; every word goes straight to the list of terms, parentheses multiplied out.
class Parser {
 public:
  explicit Parser(std::string_view text) : m_lexer(text) {
    if (kind() == TokenKind::End)
      throw Error("the formula is empty: type a word or a sum of words, such as king - man + woman");
  }

  [[nodiscard]] TokenKind kind() const { return m_lexer.token().kind; }
  [[nodiscard]] bool atOperand() const {
    return kind() == TokenKind::Word || kind() == TokenKind::Quoted || kind() == TokenKind::Open;
  }
  void advance() { m_lexer.advance(); }
  /// The formula goes on where it should not.
  [[noreturn]] void failAfter() const {
    if (kind() == TokenKind::Close) throw Error("a bracket is closed that was not opened");
    if (atOperand()) throw Error("a + or a - is missing before " + m_lexer.shown());
    throw Error("a formula has only words, numbers, + - * and brackets; it goes on with " + m_lexer.shown());
  }

  Expression expression() {
    m_terms.clear();
    sum();
    for (const Term& term : m_terms) {
      if (!acceptableFactor(term.factor)) {
        throw Error("the factor before " + quoteWord(term.word) + " is too large or too small");
      }
    }
    return {std::exchange(m_terms, {})};
  }

 private:
  void sum() {
    double sign = 1;
    if (kind() == TokenKind::Plus || kind() == TokenKind::Minus) {
      sign = kind() == TokenKind::Minus ? -1 : 1;
      advance();
    }
    product(sign);
    while (kind() == TokenKind::Plus || kind() == TokenKind::Minus) {
      sign = kind() == TokenKind::Minus ? -1 : 1;
      advance();
      product(sign);
    }
  }

  void product(double scale) {
    const std::size_t firstTerm = m_terms.size();
    bool holdsWords = false;
    for (bool more = true; more;) {
      if (m_lexer.token().isFactor) {
        scale *= number();
      } else {
        if (holdsWords && atOperand())
          throw Error("a word cannot be multiplied by a word: a number belongs before the *");
        words();
        holdsWords = true;
      }
      more = kind() == TokenKind::Times;
      if (more) advance();
    }
    if (!holdsWords) throw Error("a number alone has no direction: 2*king has");
    for (std::size_t i = firstTerm; i < m_terms.size(); ++i) m_terms[i].factor *= scale;
  }

  double number() {
    const double value = m_lexer.token().number;
    if (!acceptableFactor(value)) throw Error("the factor " + m_lexer.shown() + " is too large or too small");
    advance();
    return value;
  }

  void words() {
    if (kind() == TokenKind::Open) {
      if (++m_depth > kMaxDepth)
        throw Error(fmt::format("more than {} brackets inside each other", kMaxDepth));
      advance();
      sum();
      if (kind() == TokenKind::End) throw Error("a bracket is not closed");
      if (kind() != TokenKind::Close) failAfter();
      --m_depth;
    } else if (kind() == TokenKind::Word || kind() == TokenKind::Quoted) {
      m_terms.push_back({1, m_lexer.token().word});
    } else {
      throw Error(kind() == TokenKind::End ? std::string("a word is missing at the end of the formula")
                                           : "a word is missing before " + m_lexer.shown());
    }
    advance();
  }

  Lexer m_lexer;
  std::vector<Term> m_terms;
  int m_depth = 0;
};

}  // namespace

bool operator==(const Term& a, const Term& b) {
  if (a.factor != b.factor || a.word != b.word) return false;
  if (a.state == b.state) return true;
  return a.state && b.state && a.state->size() == b.state->size() && *a.state == *b.state;
}

Expression parseExpression(std::string_view text) {
  Parser parser(text);
  Expression expression = parser.expression();
  if (parser.kind() != TokenKind::End) parser.failAfter();
  return expression;
}

std::vector<Expression> parseExpressions(std::string_view text) {
  Parser parser(text);
  std::vector<Expression> expressions{parser.expression()};
  while (parser.kind() != TokenKind::End) {
    if (parser.kind() == TokenKind::Semicolon) {
      parser.advance();
    } else if (!parser.atOperand()) {
      parser.failAfter();
    }
    expressions.push_back(parser.expression());
  }
  return expressions;
}

std::string formatExpression(const Expression& expression) {
  std::string text;
  for (const Term& term : expression.terms) {
    const bool negative = std::signbit(term.factor);
    text += text.empty() ? (negative ? "-" : "") : (negative ? " - " : " + ");
    const double size = std::abs(term.factor);
    if (size == 1) {
      text += quoteWord(term.word);
    } else {
      text += formatNumber(size) + "*" + (isNumber(term.word) ? '"' + term.word + '"' : quoteWord(term.word));
    }
  }
  return text;
}

std::string quoteWord(std::string_view word) {
  const bool bare = !word.empty() && wordBytes(word) == word.size() && !base::needsEscapes(word);
  return bare ? std::string(word) : base::quotedText(word);
}

Vector evaluate(const Expression& expression, const ConstRows& vectors) {
  assert(static_cast<Index>(expression.terms.size()) == vectors.rows());
  Eigen::VectorXd sum = Eigen::VectorXd::Zero(vectors.cols());
  for (Index i = 0; i < vectors.rows(); ++i)
    sum += expression.terms[static_cast<std::size_t>(i)].factor * vectors.row(i).cast<double>().transpose();
  if (!(sum.cwiseAbs().maxCoeff() <= std::numeric_limits<float>::max())) {
    throw Error("the vector of " + formatExpression(expression) +
                " does not fit single precision: use smaller factors");
  }
  return sum.cast<float>();
}

}  // namespace es::math
