#include "app/document/trace_compare.h"

#include <algorithm>
#include <cctype>

namespace es::app {
namespace {

constexpr double kPartedShare = 0.25;  // of the start's length

bool isLetter(unsigned char c) {
  return std::isalnum(c) != 0 || c >= 0x80;
}

std::vector<ComparedWord> wordsOf(const std::string& text) {
  std::vector<ComparedWord> words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = text.find_first_not_of(' ', at);
    if (begin == std::string::npos) break;
    at = std::min(text.find(' ', begin), text.size());
    words.push_back({begin, at, true});
  }
  return words;
}

/// Each in small letters, without the marks around it.
std::vector<std::string> bareWords(const std::string& text, const std::vector<ComparedWord>& words) {
  std::vector<std::string> bare;
  bare.reserve(words.size());
  for (const ComparedWord& word : words) {
    std::string& small = bare.emplace_back();
    for (std::size_t at = word.begin; at < word.end; ++at) {
      const auto c = static_cast<unsigned char>(text[at]);
      if (isLetter(c)) small += static_cast<char>(std::tolower(c));
    }
  }
  return bare;
}

}  // namespace

std::optional<int> partingStep(const TokenTrace& a, const TokenTrace& b) {
  const bool comparable = a.id == b.id && a.vectors.rows() > 0 && a.vectors.rows() == b.vectors.rows() &&
                          a.vectors.cols() == b.vectors.cols();
  if (!comparable) return std::nullopt;
  const double reach = kPartedShare * a.vectors.row(0).cast<double>().norm();
  for (math::Index step = 0; step < a.vectors.rows(); ++step) {
    if ((a.vectors.row(step) - b.vectors.row(step)).cast<double>().norm() > reach)
      return static_cast<int>(step);
  }
  return std::nullopt;
}

std::vector<ComparedWord> comparedWords(const std::string& text, const std::string& other) {
  std::vector<ComparedWord> words = wordsOf(text);
  const std::vector<ComparedWord> others = wordsOf(other);
  const std::vector<std::string> bare = bareWords(text, words), otherBare = bareWords(other, others);
  // common[i][j]: the longest common subsequence of the words from i and those from j on.
  std::vector<std::vector<int>> common(words.size() + 1, std::vector<int>(others.size() + 1, 0));
  const auto same = [&](std::size_t i, std::size_t j) { return bare[i] == otherBare[j]; };
  for (std::size_t i = words.size(); i-- > 0;) {
    for (std::size_t j = others.size(); j-- > 0;)
      common[i][j] = same(i, j) ? common[i + 1][j + 1] + 1 : std::max(common[i + 1][j], common[i][j + 1]);
  }
  for (std::size_t i = 0, j = 0; i < words.size() && j < others.size();) {
    if (same(i, j)) {
      words[i++].differs = false;
      ++j;
    } else if (common[i + 1][j] >= common[i][j + 1]) {
      ++i;
    } else {
      ++j;
    }
  }
  return words;
}

}  // namespace es::app
