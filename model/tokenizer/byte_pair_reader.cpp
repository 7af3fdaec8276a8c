#include "model/tokenizer/byte_pair_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/file_error.h"
#include "base/number_text.h"
#include "model/files/json_text.h"
#include "model/tokenizer/byte_pair_rules.h"
#include "model/tokenizer/byte_pair_tokenizer.h"

namespace es::model {
namespace {

using nlohmann::json;

constexpr std::string_view kEndOfText = "<|endoftext|>";
constexpr std::string_view kEndOfSentence = "</s>";
constexpr int kLargestId = (1 << 24) - 1;

/// GPT-2 writes bytes that print as their own Latin-1 character and all others, in order, from U+0100 on.
/// [0, 0x144): the byte of a code point, or -1.
std::array<int, 0x144> bytesByCharacter() {
  std::array<int, 0x144> byteOf{};
  byteOf.fill(-1);
  std::size_t next = 0x100;
  for (int byte = 0; byte < 256; ++byte) {
    const bool isPrinted = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
    byteOf[isPrinted ? static_cast<std::size_t>(byte) : next++] = byte;
  }
  return byteOf;
}

/// The bytes that a token of a byte-level vocabulary stands for; nothing when a character has no byte.
std::optional<std::string> byteLevelText(std::string_view key) {
  static const auto kByteOf = bytesByCharacter();
  std::string text;
  for (std::size_t at = 0; at < key.size(); ++at) {
    auto character = static_cast<std::size_t>(static_cast<unsigned char>(key[at]));
    if (character >= 0x80) {  // all of them have two bytes in UTF-8
      if ((character & 0xE0U) != 0xC0U || at + 1 == key.size()) return std::nullopt;
      character = (character & 0x1FU) << 6U | (static_cast<unsigned char>(key[++at]) & 0x3FU);
    }
    if (character >= kByteOf.size() || kByteOf[character] < 0) return std::nullopt;
    text += static_cast<char>(kByteOf[character]);
  }
  return text;
}

/// llama's U+2581 for a space.
std::string withPlainSpaces(std::string_view key) {
  constexpr std::string_view kBlock = "\xE2\x96\x81";
  std::string text;
  for (std::size_t at = 0; at < key.size();) {
    const bool isBlock = key.substr(at).starts_with(kBlock);
    text += isBlock ? ' ' : key[at];
    at += isBlock ? kBlock.size() : 1;
  }
  return text;
}

/// Gathers tokens and merges by their names in the file, and makes the tokenizer's tables of them.
class VocabularyBuilder {
 public:
  VocabularyBuilder(std::string path, const VocabularyFacts& facts)
      : m_path(std::move(path)), m_facts(facts) {}

  void addTokens(const json& tokens);
  /// A token of `added_tokens`: in the vocabulary already, or one more.
  void addMark(const std::string& name, int id);
  /// Ids must be 0 to the model's size - 1, each once.
  void finishTokens();
  void addMerge(const std::string& where, std::string_view left, std::string_view right);
  [[nodiscard]] std::optional<int> find(const std::string& name) const;
  std::shared_ptr<const Tokenizer> build(const BytePairRules& rules);
  /// The file that refusals name from now on.
  void setPath(std::string path) { m_path = std::move(path); }

  [[nodiscard]] Error refuse(const std::string& where, const std::string& expected,
                             const std::string& found) const {
    return base::fileError(m_path, {where, expected, found});
  }

 private:
  [[nodiscard]] std::string textOf(std::size_t id, BytePairUnits units) const;
  void requireBytes(BytePairUnits units) const;

  std::string m_path;
  const VocabularyFacts& m_facts;
  std::unordered_map<std::string, int> m_idOf;
  std::vector<std::string> m_names;  // by id, once finished
  std::vector<std::string> m_marks;
  BytePairVocabulary m_vocabulary;
};

void VocabularyBuilder::addTokens(const json& tokens) {
  if (!tokens.is_object())
    throw refuse("", "an object of tokens and their ids", base::inQuotes(tokens.dump()));
  for (const auto& [name, id] : tokens.items()) {
    if (!id.is_number_unsigned() || id.get<std::uint64_t>() > kLargestId)
      throw refuse("token " + base::inQuotes(name), "a whole number as its id", base::inQuotes(id.dump()));
    m_idOf.emplace(name, id.get<int>());
  }
}

void VocabularyBuilder::addMark(const std::string& name, int id) {
  const auto [at, isNew] = m_idOf.emplace(name, id);
  if (!isNew && at->second != id) {
    throw refuse("added token " + base::inQuotes(name),
                 fmt::format("its id {} as in the vocabulary", at->second), fmt::to_string(id));
  }
  m_marks.push_back(name);
}

void VocabularyBuilder::finishTokens() {
  if (m_idOf.size() != static_cast<std::size_t>(m_facts.size)) {
    throw refuse("",
                 base::groupedText(static_cast<std::uint64_t>(m_facts.size)) + " tokens, as the model has",
                 base::groupedText(m_idOf.size()));
  }
  m_names.resize(m_idOf.size());
  std::vector<bool> isTaken(m_names.size());
  for (const auto& [name, id] : m_idOf) {
    const auto row = static_cast<std::size_t>(id);
    if (row >= m_names.size()) {
      throw refuse("token " + base::inQuotes(name), "an id below " + base::groupedText(m_names.size()),
                   fmt::to_string(id));
    }
    if (isTaken[row])
      throw refuse("token " + base::inQuotes(name), "an id of its own", fmt::format("{} twice", id));
    isTaken[row] = true;
    m_names[row] = name;
  }
}

std::optional<int> VocabularyBuilder::find(const std::string& name) const {
  const auto at = m_idOf.find(name);
  return at == m_idOf.end() ? std::nullopt : std::optional(at->second);
}

void VocabularyBuilder::addMerge(const std::string& where, std::string_view left, std::string_view right) {
  const auto leftId = find(std::string(left));
  const auto rightId = find(std::string(right));
  const auto mergedId = find(std::string(left) + std::string(right));
  if (!leftId || !rightId || !mergedId) {
    throw refuse(where, "two tokens of the vocabulary that are one together",
                 base::inQuotes(std::string(left) + " " + std::string(right)));
  }
  const auto rank = static_cast<double>(m_vocabulary.merges.size());
  m_vocabulary.merges.try_emplace(BytePairVocabulary::pairKey(*leftId, *rightId), PairMerge{*mergedId, rank});
}

std::string VocabularyBuilder::textOf(std::size_t id, BytePairUnits units) const {
  const std::string& name = m_names[id];
  if (m_vocabulary.isMark[id]) return name;
  if (units == BytePairUnits::Characters) return withPlainSpaces(name);
  const auto text = byteLevelText(name);
  if (!text)
    throw refuse("token " + base::inQuotes(name), "only the characters that stand for bytes", "others");
  return *text;
}

void VocabularyBuilder::requireBytes(BytePairUnits units) const {
  const TokenList tokens(m_vocabulary.texts);
  for (unsigned value = 0; value < 256; ++value) {
    const auto byte = static_cast<unsigned char>(value);
    const std::string name = byteName(byte);
    const auto id =
        tokens.find(units == BytePairUnits::Characters ? name : std::string(1, static_cast<char>(byte)));
    if (!id) throw refuse("", "a token for every byte", "none for " + name);
  }
}

std::shared_ptr<const Tokenizer> VocabularyBuilder::build(const BytePairRules& rules) {
  m_vocabulary.isMark.assign(m_names.size(), false);
  m_vocabulary.isEnd.assign(m_names.size(), false);
  for (const std::string& mark : m_marks)
    m_vocabulary.isMark[static_cast<std::size_t>(m_idOf.at(mark))] = true;
  for (std::size_t id = 0; id < m_names.size(); ++id) {
    m_vocabulary.isEnd[id] =
        m_facts.ends.empty() ? m_names[id] == kEndOfText || m_names[id] == kEndOfSentence
                             : std::ranges::find(m_facts.ends, static_cast<int>(id)) != m_facts.ends.end();
    m_vocabulary.texts.push_back(textOf(id, rules.units));
  }
  requireBytes(rules.units);
  return std::make_shared<BytePairTokenizer>(std::move(m_vocabulary), rules);
}

/// Lines "left right" behind an optional line "#version: ...".
void addMergeLines(VocabularyBuilder& builder, std::string_view text) {
  for (std::size_t line = 1; !text.empty(); ++line) {
    std::string_view pair = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(pair.size() + 1, text.size()));
    if (pair.ends_with('\r')) pair.remove_suffix(1);
    if (pair.empty() || (line == 1 && pair.starts_with("#version"))) continue;
    const std::size_t space = pair.find(' ');
    const std::string where = "line " + base::groupedText(line);
    if (space == std::string_view::npos) throw builder.refuse(where, "two tokens", base::inQuotes(pair));
    builder.addMerge(where, pair.substr(0, space), pair.substr(space + 1));
  }
}

/// "left right", or since 2024 ["left", "right"].
void addJsonMerges(VocabularyBuilder& builder, const json& merges) {
  if (!merges.is_array()) throw builder.refuse("\"merges\"", "a list", base::inQuotes(merges.dump()));
  for (std::size_t i = 0; i < merges.size(); ++i) {
    const json& merge = merges[i];
    const std::string where = "merge " + base::groupedText(i);
    if (merge.is_array() && merge.size() == 2 && merge[0].is_string() && merge[1].is_string()) {
      builder.addMerge(where, merge[0].get_ref<const std::string&>(), merge[1].get_ref<const std::string&>());
      continue;
    }
    const std::string pair = merge.is_string() ? merge.get<std::string>() : "";
    const std::size_t space = pair.find(' ');
    if (space == std::string::npos) throw builder.refuse(where, "two tokens", base::inQuotes(merge.dump()));
    builder.addMerge(where, pair.substr(0, space), pair.substr(space + 1));
  }
}

void addMarks(VocabularyBuilder& builder, const JsonPlace& place, const json& tokens) {
  if (!tokens.is_array()) throw builder.refuse("\"added_tokens\"", "a list", base::inQuotes(tokens.dump()));
  for (const json& token : tokens) {
    const JsonFields fields({place.path, "added_tokens"}, token);
    if (!fields.flag("special", false)) {
      throw builder.refuse("added_tokens", "only special tokens, which are supported",
                           base::inQuotes(fields.text("content")));
    }
    builder.addMark(fields.text("content"), fields.count("id", 0, kLargestId));
  }
}

}  // namespace

std::shared_ptr<const Tokenizer> readVocabularyAndMerges(const InputFile& vocabulary, const InputFile& merges,
                                                         const VocabularyFacts& facts) {
  VocabularyBuilder builder(vocabulary.path(), facts);
  builder.addTokens(readJsonFile(vocabulary));
  builder.finishTokens();
  if (const auto end = builder.find(std::string(kEndOfText))) builder.addMark(std::string(kEndOfText), *end);
  std::string lines(static_cast<std::size_t>(merges.size()), '\0');
  requireMemory(merges.path(), static_cast<double>(merges.size()));
  merges.read(0, std::as_writable_bytes(std::span(lines)));
  builder.setPath(merges.path());
  addMergeLines(builder, lines);
  builder.setPath(vocabulary.path());
  return builder.build({});
}

std::shared_ptr<const Tokenizer> readTokenizerJson(const InputFile& file, const VocabularyFacts& facts) {
  const json root = readJsonFile(file);
  const JsonFields fields({file.path(), ""}, root);
  const JsonFields model({file.path(), "\"model\""}, fields.at("model"));
  BytePairRules rules = readBytePairRules(fields, model);
  VocabularyBuilder builder(file.path(), facts);
  builder.addTokens(model.at("vocab"));
  if (fields.has("added_tokens")) addMarks(builder, fields.place(), fields.at("added_tokens"));
  builder.finishTokens();
  addJsonMerges(builder, model.at("merges"));
  if (const auto begin = readBeginMark(fields)) {
    rules.begin = builder.find(*begin);
    if (!rules.begin)
      throw builder.refuse("\"post_processor\"", "a token of the vocabulary", base::inQuotes(*begin));
  }
  return builder.build(rules);
}

}  // namespace es::model
