#include "app/document/states.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "app/command/text/arguments.h"
#include "app/command/text/text_table.h"
#include "app/document/model_questions.h"
#include "app/document/words.h"
#include "base/ascii.h"
#include "base/correction.h"
#include "base/error.h"
#include "math/kernels/row_passes.h"

namespace es::app {

namespace {

constexpr const char* kGapName = "gap";
constexpr std::size_t kMostOffers = 4;

bool isDigit(char c) {
  return c >= '0' && c <= '9';
}

/// Letters and digits, the apostrophe within a word, and all that is not ASCII.
bool isWordByte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c) || c == '\'' || byte >= 0x80;
}

/// "@king-2" of "@King-2", "@king-1" of "@king".
std::string fullName(const std::string& name) {
  const std::size_t dash = name.rfind('-');
  const bool numbered =
      dash != std::string::npos && dash + 1 < name.size() &&
      std::all_of(name.begin() + static_cast<std::ptrdiff_t>(dash) + 1, name.end(), isDigit);
  return base::lowerAscii(name) + (numbered ? "" : "-1");
}

[[noreturn]] void failNoState(const std::string& name, const std::vector<NamedState>& states,
                              const ModelState& model) {
  if (states.empty() && !model.traces.empty() && model.space.dims == 0) throw Error(model.space.note);
  if (states.empty()) {
    throw Error("no path is drawn whose end " + cellText(name) +
                " could be; try: trace \"the old king\" king");
  }
  std::vector<std::string_view> names;
  for (const NamedState& state : states) names.push_back(state.name);
  base::Correction correction{name, {}};
  if (const std::string_view closest = closestName(name, names); !closest.empty())
    correction.offers.emplace_back(closest);
  for (const std::string_view other : names)
    if (correction.offers.size() < kMostOffers &&
        std::ranges::find(correction.offers, other) == correction.offers.end())
      correction.offers.emplace_back(other);
  std::string offers;
  for (const std::string& offer : correction.offers) offers += (offers.empty() ? "" : ", ") + cellText(offer);
  throw base::MistypedError("no drawn path ends in " + cellText(name) + "; there are " + offers, correction);
}

/// In stripes of rows, whose sums are added in their order.
std::shared_ptr<const math::Vector> filterMean(const DocumentState& state) {
  constexpr math::Index kStripeRows = 16'384;
  const RowFilter* const filter = state.filter.get();
  if (!filter) throw Error("mean(where) is the mean of the words that where leaves; try: where year > 1990");
  if (filter->rows.count == 0) throw Error("mean(where): the condition in force leaves no word");
  const math::RowsMap rows = state.space->table->rows();
  const math::Index stripes = (rows.rows() + kStripeRows - 1) / kStripeRows;
  std::vector<Eigen::VectorXd> sums(static_cast<std::size_t>(stripes), Eigen::VectorXd::Zero(rows.cols()));
  math::forEachBlock(rows.rows(), kStripeRows, [&](math::Index first, math::Index count) {
    Eigen::VectorXd& sum = sums[static_cast<std::size_t>(first / kStripeRows)];
    for (math::Index row = first; row < first + count; ++row)
      if (filter->keeps(row)) sum += rows.row(row).transpose().cast<double>();
  });
  Eigen::VectorXd total = Eigen::VectorXd::Zero(rows.cols());
  for (const Eigen::VectorXd& sum : sums) total += sum;
  return std::make_shared<const math::Vector>(
      (total / static_cast<double>(filter->rows.count)).cast<float>());
}

}  // namespace

std::string wordAround(const std::string& text, std::size_t begin, std::size_t end) {
  end = std::min(end, text.size());
  begin = std::min(begin, end);
  if (base::lowerAscii(text.substr(begin, end - begin)).find(kGapText) != std::string::npos) return kGapName;
  while (begin < end && !isWordByte(text[begin])) ++begin;
  while (end > begin && !isWordByte(text[end - 1])) --end;
  if (begin == end) return {};
  while (begin > 0 && isWordByte(text[begin - 1])) --begin;
  while (end < text.size() && isWordByte(text[end])) ++end;
  while (begin < end && text[begin] == '\'') ++begin;
  while (end > begin && text[end - 1] == '\'') --end;
  return base::lowerAscii(text.substr(begin, end - begin));
}

std::vector<NamedState> namedStates(const ModelState& model) {
  std::vector<NamedState> states;
  std::map<std::string, int> counts;
  for (const auto& trace : model.traces) {
    for (const TokenTrace& token : trace->tokens) {
      if (token.word.empty() || token.vectors.rows() == 0) continue;
      const math::Vector end = token.vectors.row(token.vectors.rows() - 1).transpose();
      states.push_back({fmt::format("@{}-{}", token.word, ++counts[token.word]),
                        std::make_shared<const math::Vector>(end)});
    }
  }
  return states;
}

math::Expression resolved(math::Expression expression, const DocumentState& state) {
  const model::EmbeddingTable& table = *openSpace(state).table;
  std::vector<NamedState> states;
  for (math::Term& term : expression.terms) {
    term.state = nullptr;
    if (term.word == kFilterMean && !table.vocabulary().find(term.word)) {
      term.state = filterMean(state);
      continue;
    }
    if (term.word.size() < 2 || term.word.front() != '@' || table.vocabulary().find(term.word)) continue;
    if (states.empty()) states = namedStates(state.model);
    const auto found = std::ranges::find(states, fullName(term.word), &NamedState::name);
    if (found == states.end()) failNoState(term.word, states, state.model);
    term.word = found->name;
    term.state = found->place;
  }
  return inTableSpelling(std::move(expression), table);
}

bool statesStand(const math::Expression& expression, const ModelState& model) {
  const auto isState = [](const math::Term& term) { return term.state && term.word != kFilterMean; };
  if (std::ranges::none_of(expression.terms, isState)) return true;
  const std::vector<NamedState> states = namedStates(model);
  return std::ranges::all_of(expression.terms, [&](const math::Term& term) {
    if (!term.state || term.word == kFilterMean) return true;
    const auto found = std::ranges::find(states, term.word, &NamedState::name);
    return found != states.end() && found->place->size() == term.state->size() &&
           *found->place == *term.state;
  });
}

bool isDrawable(const TokenTrace& token, math::Index dims) {
  return token.vectors.rows() > 0 && token.vectors.cols() == dims &&
         token.steps.size() == static_cast<std::size_t>(token.vectors.rows());
}

bool hasPaths(const ModelState& model, math::Index dims) {
  return std::ranges::any_of(model.traces, [dims](const auto& trace) {
    return std::ranges::any_of(trace->tokens,
                               [dims](const TokenTrace& token) { return isDrawable(token, dims); });
  });
}

bool hasPaths(const DocumentState& document) {
  return document.space && hasPaths(document.model, document.space->table->dims());
}

bool namesFilterMean(const math::Expression& expression) {
  return std::ranges::any_of(expression.terms,
                             [](const math::Term& term) { return term.state && term.word == kFilterMean; });
}

}  // namespace es::app
