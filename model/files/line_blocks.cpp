#include "model/files/line_blocks.h"

#include <algorithm>

#include "base/progress.h"
#include "base/utf8.h"

namespace es::model {
namespace {

/// Finds where lines end in a text that begins outside of quotes.
class LineEnds {
 public:
  LineEnds(std::string_view text, bool quotes) : m_text(text), m_quotes(quotes) {}

  /// Behind the first line that ends at `least` or later; npos where none does. `least` ascends from call to
  /// call.
  std::size_t next(std::size_t least) {
    std::size_t feed = m_text.find('\n', least);
    while (feed != std::string_view::npos && isQuoted(feed)) feed = m_text.find('\n', feed + 1);
    return feed == std::string_view::npos ? feed : feed + 1;
  }

 private:
  bool isQuoted(std::size_t at) {
    if (!m_quotes) return false;
    const auto quotes = std::ranges::count(m_text.substr(m_counted, at - m_counted), '"');
    m_isOdd = (quotes % 2 == 1) != m_isOdd;
    m_counted = at;
    return m_isOdd;
  }

  std::string_view m_text;
  bool m_quotes = false;
  std::size_t m_counted = 0;
  bool m_isOdd = false;  // the quotes before m_counted
};

/// Behind the last whole line of `text`; 0 where there is none.
std::size_t lastEnd(std::string_view text, bool quotes) {
  LineEnds ends(text, quotes);
  std::size_t last = 0;
  for (std::size_t end = ends.next(0); end != std::string_view::npos; end = ends.next(end)) last = end;
  return last;
}

/// Cuts behind the first line that makes a piece large enough. A line that has not ended stays out, unless it
/// is all there is or `isLast`.
std::vector<std::string_view> piecesOf(std::string_view text, bool quotes, bool isLast) {
  std::vector<std::string_view> pieces;
  LineEnds ends(text, quotes);
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t left = text.size() - begin;
    std::size_t end = ends.next(begin + std::min(LineBlocks::kPieceBytes, left) - 1);
    if (end == std::string_view::npos)
      end = isLast ? text.size() : begin + lastEnd(text.substr(begin), quotes);
    if (end == begin && !pieces.empty()) break;
    if (end == begin) end = text.size();
    pieces.push_back(text.substr(begin, end - begin));
    begin = end;
  }
  return pieces;
}

}  // namespace

LineBlocks::LineBlocks(const ByteFile& file, const base::Progress& progress, bool quotes)
    : m_stream(file, progress, kBlockBytes), m_quotes(quotes) {}

std::vector<std::string_view> LineBlocks::next() {
  const bool isFirst = m_stream.offset() == 0 && m_given == 0;
  m_stream.consume(m_given);
  m_stream.more();
  const bool isLast = m_stream.ended();
  std::string_view text(m_stream.buffered().data(), m_stream.buffered().size());
  if (isFirst && text.starts_with(base::kByteOrderMark)) {
    m_stream.consume(base::kByteOrderMark.size());
    text.remove_prefix(base::kByteOrderMark.size());
  }
  std::vector<std::string_view> pieces = piecesOf(text, m_quotes, isLast);
  m_given = pieces.empty()
                ? 0
                : static_cast<std::size_t>(pieces.back().data() + pieces.back().size() - text.data());
  return pieces;
}

}  // namespace es::model
