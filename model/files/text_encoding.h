#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "model/files/byte_file.h"

namespace es::model {

/// What encoding some bytes seem to be in, and how sure that is.
struct EncodingGuess {
  std::string name;  // as ICU and people call it: "windows-1251"
  int surePercent = 0;
};

/// Of text that is no UTF-8, among encodings that keep ASCII; nothing where ICU has no idea.
std::optional<EncodingGuess> guessEncoding(std::string_view bytes);

/// "UTF-16LE" and its kin, whose bytes are no ASCII and which therefore must be decoded before lines can be
/// told; empty for all else. Told by the byte order mark, or by zeros in every other byte.
std::string_view wideEncodingOf(std::string_view sample);

/// Whether every byte below 128 stands for the ASCII character it is: then lines and fields can be told
/// first. Throws es::Error for an encoding that ICU does not know.
bool keepsAscii(const std::string& encoding);

bool isUtf8(std::string_view bytes);

/// Text in an encoding made UTF-8; what the encoding does not have becomes U+FFFD.
class TextDecoder {
 public:
  /// Throws es::Error for an encoding that ICU does not know.
  explicit TextDecoder(const std::string& encoding);
  ~TextDecoder();
  TextDecoder(const TextDecoder&) = delete;
  TextDecoder& operator=(const TextDecoder&) = delete;

  [[nodiscard]] std::string decode(std::string_view bytes);

  /// The next piece of one text; a character may lie in two of them. `isLast`: nothing follows.
  [[nodiscard]] std::string decodePiece(std::string_view bytes, bool isLast);

 private:
  struct Converters;
  std::unique_ptr<Converters> m_converters;
};

/// `source` decoded as it is read.
std::unique_ptr<ByteSource> decodedBytes(std::unique_ptr<ByteSource> source, const std::string& encoding);

/// `source` with every carriage return a line feed: for files whose lines end in nothing else.
std::unique_ptr<ByteSource> withLineFeeds(std::unique_ptr<ByteSource> source);

}  // namespace es::model
