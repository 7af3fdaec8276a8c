#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/command/text/command_traits.h"
#include "app/command/text/token.h"
#include "base/correction.h"
#include "math/linear/similarity.h"

namespace es::app {

/// A line after its command's name and its options have been recognised: what the parse functions read.
class Arguments {
 public:
  /// Takes the options out; throws es::Error for those that `options` does not list, doubles and missing
  /// values.
  Arguments(std::string_view line, const CommandHelp& help, std::span<const OptionSpec> options);

  /// The pieces that are neither the command's name nor options.
  [[nodiscard]] const std::vector<Token>& pieces() const { return m_pieces; }
  [[nodiscard]] std::size_t count() const { return m_pieces.size(); }
  [[nodiscard]] const std::string& value(std::size_t piece) const { return m_pieces[piece].value; }
  [[nodiscard]] std::string_view raw(std::size_t piece) const { return m_pieces[piece].raw(m_text); }

  /// The whole line with all but bytes [begin, end) blanked, and the options too: columns that a formula's
  /// error names are columns of the line.
  [[nodiscard]] std::string formulaText(std::size_t begin = 0,
                                        std::size_t end = std::string_view::npos) const;
  [[nodiscard]] std::string_view text() const { return m_text; }

  /// The line as it stands from one piece through another, the options between them taken out.
  [[nodiscard]] std::string rawText(std::size_t firstPiece, std::size_t lastPiece) const;

  [[nodiscard]] bool flag(std::string_view option) const;
  [[nodiscard]] std::optional<std::string> option(std::string_view option) const;
  [[nodiscard]] std::optional<math::Metric> metricOption() const;  // --metric

  /// A piece as a word: "..." or bare. A bare piece that begins like a formula is refused with a hint to
  /// quote it.
  [[nodiscard]] std::string word(const Token& piece, std::string_view text) const;
  [[nodiscard]] std::string word(std::size_t piece) const { return word(m_pieces[piece], m_text); }
  [[nodiscard]] std::vector<std::string> words(std::size_t firstPiece) const;

  /// A piece as a path: not empty, and no zero byte in it. `onlyPath`: the line has nothing else.
  [[nodiscard]] const std::string& path(std::size_t piece) const;
  [[nodiscard]] const std::string& onlyPath() const;

  /// A finite number from a text of the line; `what` names it in the error.
  [[nodiscard]] double number(std::string_view text, std::string_view what) const;

  void expectCount(std::size_t least, std::size_t most) const;

  /// Throws "neighbors: PROBLEM; usage: ...".
  [[noreturn]] void fail(std::string_view problem) const;

 private:
  struct Option {
    std::string name;
    std::string value;
  };
  struct Span {
    std::size_t begin = 0, end = 0;  // bytes of the line
  };
  std::size_t takeOption(const std::vector<Token>& tokens, std::size_t at,
                         std::span<const OptionSpec> options);
  [[nodiscard]] const Option* find(std::string_view name) const;

  std::string m_text;  // the line, the command's name and the options blanked
  CommandHelp m_help;
  std::vector<Token> m_pieces;
  std::vector<Option> m_options;
  std::vector<Span> m_blanked;  // the options' places, in order
};

/// A text of the person's in a message: made harmless and cut to a readable length, in quotes.
std::string shown(std::string_view text);

/// The one of `names` nearest to a misspelt one, or empty when none is near.
std::string_view closestName(std::string_view name, std::span<const std::string_view> names);
/// "there is no KIND "NAME"; did you mean CLOSEST?", or `otherwise` where none is close.
[[nodiscard]] base::MistypedError noSuchName(std::string_view kind, std::string_view name,
                                             std::span<const std::string_view> names,
                                             std::string_view otherwise);

/// A metric by name; throws through `arguments.fail`.
math::Metric readMetric(const Arguments& arguments, std::string_view name);

}  // namespace es::app
