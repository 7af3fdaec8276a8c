#include "model/tokenizer/byte_pair_rules.h"

#include <vector>

#include "base/file_error.h"

namespace es::model {
namespace {

using nlohmann::json;

constexpr const char* kBlock = "\xE2\x96\x81";  // U+2581

/// The steps of a part of the pipeline: none, one, or those of a Sequence under the key `inner`.
std::vector<JsonFields> stepsOf(const JsonFields& root, const char* part, const char* inner) {
  if (!root.has(part)) return {};
  const JsonPlace place{root.place().path, base::inQuotes(part)};
  const JsonFields only(place, root.at(part));
  if (only.text("type") != "Sequence") return {only};
  const json& list = only.at(inner);
  if (!list.is_array()) throw only.refuse(inner, "a list");
  std::vector<JsonFields> steps;
  for (const json& step : list) steps.emplace_back(place, step);
  return steps;
}

/// llama's normalizer: U+2581 for every space, and one in front.
void applyNormalizer(const JsonFields& root, BytePairRules& rules, bool& replacesSpaces) {
  for (const JsonFields& step : stepsOf(root, "normalizer", "normalizers")) {
    const std::string& type = step.text("type");
    if (type == "Prepend") {
      step.requireOnly("prepend", kBlock);
      rules.leadingSpace = LeadingSpace::Always;
    } else if (type == "Replace") {
      step.requireOnly("pattern", json{{"String", " "}});
      step.requireOnly("content", kBlock);
      replacesSpaces = true;
    } else {
      throw step.refuse("type", "Prepend or Replace, which are supported");
    }
  }
}

void applyByteLevel(const JsonFields& step, BytePairRules& rules) {
  rules.units = BytePairUnits::Bytes;
  rules.splitsText = step.flag("use_regex", true);
  if (step.flag("add_prefix_space", true)) {
    if (rules.splitsDigits) step.requireOnly("add_prefix_space", false);
    rules.leadingSpace = LeadingSpace::UnlessThere;
  }
}

void applyMetaspace(const JsonFields& step, BytePairRules& rules) {
  step.requireOnly("replacement", kBlock);
  if (step.flag("split", true)) throw step.refuse("split", "false, which is supported");
  const bool isOld = !step.has("prepend_scheme");
  const bool adds = isOld ? step.flag("add_prefix_space", true) : step.text("prepend_scheme") != "never";
  if (adds) rules.leadingSpace = LeadingSpace::UnlessThere;
}

/// Returns whether spaces are replaced, too.
bool applyPreTokenizer(const JsonFields& root, BytePairRules& rules) {
  bool replacesSpaces = false;
  bool isLast = false;
  for (const JsonFields& step : stepsOf(root, "pre_tokenizer", "pretokenizers")) {
    const std::string& type = step.text("type");
    const bool isSupported = !isLast && (type == "ByteLevel" || type == "Digits" || type == "Metaspace");
    if (!isSupported) throw step.refuse("type", "Digits, then ByteLevel or Metaspace, which are supported");
    if (type == "ByteLevel") applyByteLevel(step, rules);
    if (type == "Metaspace") applyMetaspace(step, rules);
    if (type == "Digits") {
      if (!step.flag("individual_digits", false))
        throw step.refuse("individual_digits", "true, which is supported");
      rules.splitsDigits = true;
    }
    isLast = type != "Digits";
    replacesSpaces = replacesSpaces || type == "Metaspace";
  }
  return replacesSpaces;
}

void requirePlainModel(const JsonFields& model) {
  if (model.has("type") && model.text("type") != "BPE") throw model.refuse("type", "BPE, which is supported");
  model.requireOnly("dropout", 0.0);
  model.requireOnly("continuing_subword_prefix", "");
  model.requireOnly("end_of_word_suffix", "");
  model.requireOnly("ignore_merges", false);
}

}  // namespace

BytePairRules readBytePairRules(const JsonFields& root, const JsonFields& model) {
  requirePlainModel(model);
  BytePairRules rules;
  rules.units = BytePairUnits::Characters;
  bool replacesSpaces = applyPreTokenizer(root, rules);
  if (rules.units == BytePairUnits::Bytes) {
    if (root.has("normalizer")) throw root.refuse("normalizer", "none with ByteLevel, which is supported");
    return rules;
  }
  if (rules.splitsDigits)
    throw root.refuse("pre_tokenizer", "Digits only before ByteLevel, which is supported");
  applyNormalizer(root, rules, replacesSpaces);
  if (!replacesSpaces) {
    throw root.refuse("pre_tokenizer",
                      "ByteLevel, Metaspace or a normalizer that replaces spaces, which are supported");
  }
  if (!model.flag("byte_fallback", false)) throw model.refuse("byte_fallback", "true, which is supported");
  return rules;
}

std::optional<std::string> readBeginMark(const JsonFields& root) {
  std::optional<std::string> begin;
  for (const JsonFields& step : stepsOf(root, "post_processor", "processors")) {
    const std::string& type = step.text("type");
    if (type == "ByteLevel") continue;
    if (type != "TemplateProcessing")
      throw step.refuse("type", "ByteLevel or TemplateProcessing, which are supported");
    const json& items = step.at("single");
    if (!items.is_array()) throw step.refuse("single", "a list");
    bool isBehindText = false;
    for (const json& item : items) {
      const JsonFields fields({step.place().path, "\"post_processor\", \"single\""}, item);
      isBehindText = isBehindText || fields.has("Sequence");
      if (!fields.has("SpecialToken")) continue;
      const JsonFields mark(fields.place(), fields.at("SpecialToken"));
      if (isBehindText || begin)
        throw step.refuse("single", "one token in front of the text, which is supported");
      begin = mark.text("id");
    }
  }
  return begin;
}

}  // namespace es::model
