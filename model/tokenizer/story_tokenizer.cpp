#include "model/tokenizer/story_tokenizer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <utility>

#include "base/ascii.h"
#include "base/file_error.h"
#include "model/tokenizer/story_units.h"

namespace es::model {
namespace {

constexpr const char* kEnd = "<|endofstory|>";
constexpr const char* kJoin = "<join>";
constexpr const char* kSpace = "<space>";
constexpr const char* kOpenQuote = "<open-quote>";
constexpr const char* kCloseQuote = "<close-quote>";
constexpr std::string_view kGap = "[mask]";
constexpr std::size_t kGapUnits = 3;  // a bracket, a word, a bracket

TokenList namesOf(const std::vector<StoryToken>& tokens) {
  std::vector<std::string> names;
  names.reserve(tokens.size());
  for (const StoryToken& token : tokens)
    names.push_back((token.kind == StoryTokenKind::Piece ? "##" : "") + token.text);
  return TokenList(std::move(names));
}

bool isSpaceOrLine(char c) {
  return c == ' ' || c == '\n';
}

}  // namespace

StoryTokenizer::StoryTokenizer(std::vector<StoryToken> tokens, const JsonPlace& place)
    : m_tokens(std::move(tokens)), m_names(namesOf(m_tokens)) {
  indexTokens(place);
  m_end = requireStart(kEnd, place);
  m_join = requireStart(kJoin, place);
  m_space = requireStart(kSpace, place);
  m_openQuote = requireStart(kOpenQuote, place);
  m_closeQuote = requireStart(kCloseQuote, place);
  if (const auto mask = m_starts.find(kMask); mask != m_starts.end()) m_mask = mask->second;
  requireLetters(place);
}

void StoryTokenizer::indexTokens(const JsonPlace& place) {
  m_bytes.assign(256, -1);
  for (int id = 0; id < size(); ++id) {
    const StoryToken& entry = token(id);
    const std::string where = fmt::format("{}, token {}", place.where, id);
    if (entry.text.empty()) throw base::fileError(place.path, {where, "a text", "none"});
    m_longest = std::max(m_longest, entry.text.size());
    if (entry.kind == StoryTokenKind::Byte) {
      const auto byte = namedByte(entry.text);
      if (!byte)
        throw base::fileError(place.path, {where, "a byte such as <0x0A>", base::inQuotes(entry.text)});
      m_bytes[*byte] = id;
      continue;
    }
    IdOf& index = entry.kind == StoryTokenKind::Piece ? m_continuations : m_starts;
    if (!index.emplace(entry.text, id).second)
      throw base::fileError(place.path, {where, "every token once", base::inQuotes(entry.text) + " twice"});
  }
}

int StoryTokenizer::requireStart(const char* text, const JsonPlace& place) const {
  const auto at = m_starts.find(text);
  if (at == m_starts.end())
    throw base::fileError(place.path, {place.where, "a token " + std::string(text), "none"});
  return at->second;
}

/// Every word can be spelt, and every other character be written in bytes.
void StoryTokenizer::requireLetters(const JsonPlace& place) const {
  for (const char letter : std::string_view("abcdefghijklmnopqrstuvwxyz'")) {
    const std::string text(1, letter);
    (void)requireStart(text.c_str(), place);
    if (!m_continuations.contains(text))
      throw base::fileError(place.path, {place.where, "a piece " + base::inQuotes(text), "none"});
  }
  const auto missing = std::ranges::find(m_bytes, -1);
  if (missing == m_bytes.end()) return;
  const auto byte = static_cast<unsigned char>(missing - m_bytes.begin());
  throw base::fileError(place.path, {place.where, "a token " + byteName(byte), "none"});
}

/// One text on its way to tokens.
class StoryTokenizer::Encoder {
 public:
  Encoder(const StoryTokenizer& rules, std::string_view text) : m_rules(rules), m_text(text) {}

  std::vector<TokenPiece> run() {
    m_pieces.push_back({m_rules.m_end, 0, 0});
    std::size_t spaces = 0;
    const std::vector<StoryUnit> units = storyUnits(m_text);
    for (std::size_t i = 0; i < units.size(); ++i) {
      const StoryUnit& unit = units[i];
      if (m_text[unit.begin] == ' ') {
        spaces = unit.end - unit.begin;
        continue;
      }
      const bool gap = isGap(unit.begin);
      const auto pieces = gap ? gapPiece(unit.begin) : unit.isWord ? wordPieces(unit) : characterPieces(unit);
      if (gap) i += kGapUnits - 1;
      addSpacing(pieces.front(), std::exchange(spaces, 0));
      m_pieces.insert(m_pieces.end(), pieces.begin(), pieces.end());
    }
    addSpaces(m_text.size(), spaces);
    return std::move(m_pieces);
  }

 private:
  [[nodiscard]] std::string_view textOf(std::size_t begin, std::size_t end) const {
    return m_text.substr(begin, end - begin);
  }

  [[nodiscard]] bool isGap(std::size_t at) const {
    return m_rules.m_mask >= 0 && m_text.substr(at).starts_with(kGap);
  }
  [[nodiscard]] std::vector<TokenPiece> gapPiece(std::size_t at) const {
    return {{m_rules.m_mask, at, at + kGap.size()}};
  }

  /// The word itself, or the longest first piece and the longest continuations.
  [[nodiscard]] std::vector<TokenPiece> wordPieces(const StoryUnit& unit) const {
    const auto whole = m_rules.m_starts.find(textOf(unit.begin, unit.end));
    if (whole != m_rules.m_starts.end()) return {{whole->second, unit.begin, unit.end}};
    std::vector<TokenPiece> pieces;
    for (std::size_t at = unit.begin; at < unit.end;) {
      const IdOf& known = at > unit.begin ? m_rules.m_continuations : m_rules.m_starts;
      std::size_t end = std::min(at + m_rules.m_longest, unit.end);
      auto found = known.find(textOf(at, end));
      while (found == known.end()) found = known.find(textOf(at, --end));  // single letters are known
      pieces.push_back({found->second, at, end});
      at = end;
    }
    return pieces;
  }

  [[nodiscard]] std::vector<TokenPiece> characterPieces(const StoryUnit& unit) const {
    if (m_text[unit.begin] == '"') return {{quoteAt(unit.begin), unit.begin, unit.end}};
    const auto known = m_rules.m_starts.find(textOf(unit.begin, unit.end));
    if (known != m_rules.m_starts.end()) return {{known->second, unit.begin, unit.end}};
    std::vector<TokenPiece> pieces;
    for (std::size_t at = unit.begin; at < unit.end; ++at)
      pieces.push_back({m_rules.m_bytes[static_cast<unsigned char>(m_text[at])], at, at + 1});
    return pieces;
  }

  [[nodiscard]] int quoteAt(std::size_t at) const {
    const char before = at > 0 ? m_text[at - 1] : ' ';
    const char after = at + 1 < m_text.size() ? m_text[at + 1] : ' ';
    return isSpaceOrLine(before) && !isSpaceOrLine(after) ? m_rules.m_openQuote : m_rules.m_closeQuote;
  }

  /// Writes the spaces before a token where they are not those that are implied.
  void addSpacing(const TokenPiece& next, std::size_t spaces) {
    const bool isImplied = m_rules.impliesSpace(m_pieces.back().id, next.id);
    if (spaces == (isImplied ? 1U : 0U)) return;
    if (spaces == 0) m_pieces.push_back({m_rules.m_join, next.begin, next.begin});
    addSpaces(next.begin, spaces);
  }

  void addSpaces(std::size_t end, std::size_t spaces) {
    for (std::size_t at = end - spaces; at < end; ++at) m_pieces.push_back({m_rules.m_space, at, at + 1});
  }

  const StoryTokenizer& m_rules;
  std::string_view m_text;  // lower-cased
  std::vector<TokenPiece> m_pieces;
};

std::vector<TokenPiece> StoryTokenizer::encode(std::string_view text) const {
  const std::string lowered = base::lowerAscii(text);
  return Encoder(*this, lowered).run();
}

std::string StoryTokenizer::surface(int id) const {
  const StoryToken& entry = token(id);
  if (entry.kind == StoryTokenKind::Byte) return std::string(1, static_cast<char>(*namedByte(entry.text)));
  if (id == m_openQuote || id == m_closeQuote) return "\"";
  if (id == m_space) return " ";
  if (id == m_mask) return std::string(kGap);
  return entry.kind == StoryTokenKind::Special ? "" : entry.text;
}

std::string StoryTokenizer::decode(std::span<const int> ids) const {
  std::string text;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (i > 0 && impliesSpace(ids[i - 1], ids[i])) text += ' ';
    text += surface(ids[i]);
  }
  return text;
}

std::optional<std::string> StoryTokenizer::word(int id) const {
  const StoryToken& entry = token(id);
  const bool isWhole = entry.kind == StoryTokenKind::Word && !entry.gluesLeft;
  return isWhole ? std::optional(entry.text) : std::nullopt;
}

/// What has been read of a text decides whether a word begins a sentence.
class StoryTokenizer::Capitals {
 public:
  [[nodiscard]] bool isSentenceStart() const { return m_isSentenceStart; }

  void read(const StoryTokenizer& rules, int id) {
    const StoryToken& entry = rules.token(id);
    const bool followsComma = std::exchange(m_followsComma, entry.text == "," || entry.text == ":");
    const bool followsPeriod = std::exchange(m_followsPeriod, entry.text == ".");
    if (id == rules.m_openQuote) {
      m_isSentenceStart = m_isSentenceStart || followsComma;
    } else if (id == rules.m_closeQuote) {
      // "no." the cat ...: a new sentence; "no!" said the cat: perhaps not.
      m_isSentenceStart = followsPeriod;
    } else if (entry.text == "." || entry.text == "!" || entry.text == "?" || entry.text == "\n" ||
               id == rules.m_end) {
      m_isSentenceStart = true;
    } else if (entry.kind == StoryTokenKind::Word || id == rules.m_mask ||
               std::isdigit(static_cast<unsigned char>(entry.text[0]))) {
      m_isSentenceStart = false;
    }
  }

 private:
  bool m_isSentenceStart = true;
  bool m_followsComma = false;
  bool m_followsPeriod = false;
};

std::string StoryTokenizer::display(std::span<const int> ids) const {
  std::string text;
  Capitals capitals;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (i > 0 && impliesSpace(ids[i - 1], ids[i])) text += ' ';
    std::string shown = surface(ids[i]);
    // A name that goes on in pieces is part of another word: tim, timber.
    const bool goesOn = i + 1 < ids.size() && token(ids[i + 1]).kind == StoryTokenKind::Piece;
    const bool isName = token(ids[i]).isName && !goesOn;
    if (word(ids[i]) && (isName || capitals.isSentenceStart()))
      shown[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(shown[0])));
    text += shown;
    capitals.read(*this, ids[i]);
  }
  return text;
}

namespace {

StoryTokenKind kindOf(const JsonFields& fields) {
  static constexpr std::pair<std::string_view, StoryTokenKind> kKinds[] = {
      {"word", StoryTokenKind::Word},
      {"piece", StoryTokenKind::Piece},
      {"mark", StoryTokenKind::Mark},
      {"special", StoryTokenKind::Special},
      {"byte", StoryTokenKind::Byte}};
  const std::string& text = fields.text("kind");
  for (const auto& [name, kind] : kKinds)
    if (name == text) return kind;
  throw fields.refuse("kind", "word, piece, mark, special or byte");
}

}  // namespace

std::shared_ptr<const Tokenizer> readStoryTokenizer(const JsonPlace& place, std::string_view text) {
  const nlohmann::json list = parseJson(place, text);
  if (!list.is_array())
    throw base::fileError(place.path, {place.where, "a list of tokens", base::inQuotes(text)});
  std::vector<StoryToken> tokens;
  for (const nlohmann::json& entry : list) {
    const JsonFields fields({place.path, fmt::format("{}, token {}", place.where, tokens.size())}, entry);
    tokens.push_back({fields.text("text"), kindOf(fields), fields.flag("left"), fields.flag("right"),
                      fields.flag("capital", false)});
  }
  return std::make_shared<StoryTokenizer>(std::move(tokens), place);
}

}  // namespace es::model
