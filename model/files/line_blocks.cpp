#include "model/files/line_blocks.h"

#include <algorithm>

#include "base/progress.h"

namespace es::model {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// Cuts behind the first line feed that makes a piece large enough.
std::vector<std::string_view> piecesOf(std::string_view text) {
  std::vector<std::string_view> pieces;
  while (!text.empty()) {
    const std::size_t least = std::min(LineBlocks::kPieceBytes, text.size()) - 1;
    const std::size_t feed = text.find('\n', least);
    const std::size_t size = feed == std::string_view::npos ? text.size() : feed + 1;
    pieces.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return pieces;
}

}  // namespace

LineBlocks::LineBlocks(const InputFile& file, const base::Progress& progress)
    : m_stream(file, 0, progress, kBlockBytes) {}

std::vector<std::string_view> LineBlocks::next() {
  const bool isFirst = m_stream.offset() == 0 && m_given == 0;
  m_stream.consume(m_given);
  m_given = 0;
  m_stream.more();
  std::string_view text(m_stream.buffered().data(), m_stream.buffered().size());
  if (isFirst && text.starts_with(kByteOrderMark)) {
    m_stream.consume(kByteOrderMark.size());
    text.remove_prefix(kByteOrderMark.size());
  }
  const bool isLast = m_stream.left() == text.size();
  const std::size_t feed = isLast ? std::string_view::npos : text.rfind('\n');
  m_given = feed == std::string_view::npos ? text.size() : feed + 1;
  return piecesOf(text.substr(0, m_given));
}

}  // namespace es::model
