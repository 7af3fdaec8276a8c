#pragma once

#include <string_view>
#include <vector>

#include "base/progress.h"
#include "model/files/byte_file.h"
#include "model/files/byte_stream.h"

namespace es::model {

/// A text file in blocks of whole lines, each cut into pieces for several threads. The byte order mark at the
/// beginning is left out.
class LineBlocks {
 public:
  static constexpr std::size_t kBlockBytes = std::size_t{4} << 20;
  static constexpr std::size_t kPieceBytes = std::size_t{1} << 18;

  /// With `quotes` line feeds between two '"' end no line.
  LineBlocks(const ByteFile& file, const base::Progress& progress, bool quotes = false);

  /// The pieces of the next block, in order and without gaps; each ends in a line feed, but perhaps the last
  /// of the file. A line of more than kBlockBytes comes in one piece without its end. Empty at the end of the
  /// file. Valid until the next call.
  std::vector<std::string_view> next();

 private:
  ByteStream m_stream;
  bool m_quotes = false;
  std::size_t m_given = 0;  // bytes of the block that `next` gave last
};

}  // namespace es::model
