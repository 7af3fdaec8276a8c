#include "app/command/text/arguments.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/display_text.h"
#include "base/edit_distance.h"
#include "base/error.h"
#include "base/number_text.h"
#include "base/utf8.h"

namespace es::app {

namespace {

bool looksLikeOption(std::string_view raw) {
  const auto isLetter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return raw.size() > 2 && raw.starts_with("--") && isLetter(raw[2]);
}

void blank(std::string& text, std::size_t begin, std::size_t end) {
  std::fill(text.begin() + static_cast<std::ptrdiff_t>(begin),
            text.begin() + static_cast<std::ptrdiff_t>(end), ' ');
}

}  // namespace

std::string shown(std::string_view text) {
  constexpr std::size_t kLongest = 60;
  if (text.size() <= kLongest) return '"' + base::displayText(text) + '"';
  return '"' + base::displayText(text.substr(0, base::characterStart(text, kLongest))) + "…\"";
}

std::string_view closestName(std::string_view name, std::span<const std::string_view> names) {
  constexpr std::size_t kTooFar = 3;
  std::string_view best;
  std::size_t bestDistance = kTooFar;
  for (const std::string_view candidate : names) {
    const bool prefix = name.size() >= 2 && candidate.starts_with(name);
    const std::size_t distance = prefix ? 1 : base::editDistance(name, candidate, kTooFar);
    if (distance >= bestDistance || distance >= candidate.size()) continue;
    best = candidate;
    bestDistance = distance;
  }
  return best;
}

base::MistypedError noSuchName(std::string_view kind, std::string_view name,
                               std::span<const std::string_view> names, std::string_view otherwise) {
  const std::string closest(closestName(name, names));
  base::Correction correction{std::string(name), {}};
  if (!closest.empty()) correction.offers.push_back(closest);
  return {fmt::format("there is no {} {}; {}", kind, shown(name),
                      closest.empty() ? std::string(otherwise) : fmt::format("did you mean {}?", closest)),
          std::move(correction)};
}

Arguments::Arguments(std::string_view line, const CommandHelp& help, std::span<const OptionSpec> options)
    : m_text(line), m_help(help) {
  const std::vector<Token> tokens = tokenize(line);
  blank(m_text, tokens.front().begin, tokens.front().end);
  for (std::size_t i = 1; i < tokens.size(); ++i) {
    if (looksLikeOption(tokens[i].raw(line))) {
      i = takeOption(tokens, i, options);
    } else {
      m_pieces.push_back(tokens[i]);
    }
  }
}

std::size_t Arguments::takeOption(const std::vector<Token>& tokens, std::size_t at,
                                  std::span<const OptionSpec> options) {
  const std::string written = tokens[at].value;
  const std::size_t equals = written.find('=');
  const std::string name = written.substr(0, equals);
  const auto spec =
      std::find_if(options.begin(), options.end(), [&](const auto& o) { return o.name == name; });
  if (spec == options.end()) fail("there is no option " + shown(name) + " (quote it if it is a word)");
  if (find(name)) fail(name + " is given twice");
  std::string value;
  std::size_t last = at;
  if (equals != std::string::npos) {
    if (!spec->takesValue) fail(name + " takes no value");
    value = written.substr(equals + 1);
  } else if (spec->takesValue) {
    if (at + 1 == tokens.size()) fail(name + " needs a value");
    value = tokens[++last].value;
  }
  blank(m_text, tokens[at].begin, tokens[last].end);
  m_blanked.push_back({tokens[at].begin, tokens[last].end});
  m_options.push_back({name, value});
  return last;
}

std::string Arguments::formulaText(std::size_t begin, std::size_t end) const {
  std::string text = m_text.substr(0, end);
  blank(text, 0, std::min(begin, text.size()));
  return text;
}

std::string Arguments::rawText(std::size_t firstPiece, std::size_t lastPiece) const {
  std::string result;
  std::size_t at = m_pieces[firstPiece].begin;
  const std::size_t end = m_pieces[lastPiece].end;
  for (const Span& option : m_blanked) {
    if (option.end <= at || option.begin >= end) continue;
    result += m_text.substr(at, option.begin - at);
    at = option.end;
    while (at < end && isBlank(m_text[at])) ++at;
  }
  return result + m_text.substr(at, end - at);
}

const Arguments::Option* Arguments::find(std::string_view name) const {
  const auto found =
      std::find_if(m_options.begin(), m_options.end(), [&](const auto& o) { return o.name == name; });
  return found == m_options.end() ? nullptr : &*found;
}

bool Arguments::flag(std::string_view option) const {
  return find(option) != nullptr;
}

std::optional<std::string> Arguments::option(std::string_view option) const {
  const Option* found = find(option);
  return found ? std::optional(found->value) : std::nullopt;
}

std::optional<math::Metric> Arguments::metricOption() const {
  const auto name = option("--metric");
  return name ? std::optional(readMetric(*this, *name)) : std::nullopt;
}

std::string Arguments::word(const Token& piece, std::string_view text) const {
  const std::string_view raw = piece.raw(text);
  if (piece.wholeQuoted) {
    if (piece.value.empty()) fail("an empty word");
    return piece.value;
  }
  const bool likeFormula = std::string_view("+-*();:").find(raw.front()) != std::string_view::npos;
  if (likeFormula || raw.find('"') != std::string_view::npos)
    fail("expected a word, found " + shown(raw) + " (put a word with signs or blanks in double quotes)");
  return piece.value;
}

std::vector<std::string> Arguments::words(std::size_t firstPiece) const {
  std::vector<std::string> result;
  for (std::size_t i = firstPiece; i < m_pieces.size(); ++i) result.push_back(word(i));
  return result;
}

const std::string& Arguments::path(std::size_t piece) const {
  const std::string& path = value(piece);
  if (path.empty()) fail("the path is empty");
  if (path.find('\0') != std::string::npos) fail("a path cannot hold a zero byte");
  return path;
}

const std::string& Arguments::onlyPath() const {
  expectCount(1, 1);
  return path(0);
}

double Arguments::number(std::string_view text, std::string_view what) const {
  const auto value = base::numberFromText(text);
  if (!value || !std::isfinite(*value))
    fail(fmt::format("{} must be a number such as 1.5, found {}", what, shown(text)));
  return *value;
}

void Arguments::expectCount(std::size_t least, std::size_t most) const {
  if (count() < least) fail(least == 1 && count() == 0 ? "something is missing" : "too few values");
  if (count() > most) fail("what is " + shown(raw(most)) + " for?");
}

void Arguments::fail(std::string_view problem) const {
  throw Error(fmt::format("{}: {}; usage: {}", m_help.name, problem, m_help.usage));
}

void expectNoArguments(const Arguments& arguments) {
  arguments.expectCount(0, 0);
}

math::Metric readMetric(const Arguments& arguments, std::string_view name) {
  const auto metric = math::metricFromName(name);
  if (!metric) arguments.fail("there is no metric " + shown(name));
  return *metric;
}

}  // namespace es::app
