#include "model/files/text_encoding.h"

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/file_error.h"
#include "base/utf8.h"

namespace es::model {
namespace {

using namespace std::string_view_literals;

struct ConverterCloser {
  void operator()(UConverter* one) const { ucnv_close(one); }
};
using Converter = std::unique_ptr<UConverter, ConverterCloser>;

struct DetectorCloser {
  void operator()(UCharsetDetector* one) const { ucsdet_close(one); }
};

Converter openConverter(const std::string& encoding) {
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(ucnv_open(encoding.c_str(), &status));
  if (U_FAILURE(status) || encoding.empty()) {
    throw Error("there is no encoding " + base::inQuotes(encoding) +
                "; such as UTF-8, windows-1251, ISO-8859-1, GB18030, Shift_JIS, UTF-16");
  }
  return converter;
}

}  // namespace

/// Two converters of ICU that hand UTF-16 to each other.
struct TextDecoder::Converters {
  Converter from;
  Converter utf8;
  std::array<UChar, 4096> pivot{};
  UChar* pivotRead = pivot.data();
  UChar* pivotWrite = pivot.data();
  bool isFresh = true;
};

namespace {

/// Decodes window by window.
class DecodedBytes : public ByteSource {
 public:
  DecodedBytes(std::unique_ptr<ByteSource> source, const std::string& encoding)
      : m_source(std::move(source)), m_decoder(encoding), m_window(std::size_t{1} << 16) {}

  std::size_t read(std::span<char> bytes) override {
    std::size_t done = 0;
    while (done < bytes.size() && (m_at < m_text.size() || refill())) {
      const std::size_t count = std::min(bytes.size() - done, m_text.size() - m_at);
      std::copy_n(m_text.data() + m_at, count, bytes.data() + done);
      m_at += count;
      done += count;
    }
    return done;
  }

  [[nodiscard]] double share() const override { return m_source->share(); }

 private:
  bool refill() {
    m_at = 0;
    m_text.clear();
    while (m_text.empty() && !m_ended) {
      const std::size_t got = m_source->read(m_window);
      m_ended = got < m_window.size();
      m_text = m_decoder.decodePiece({m_window.data(), got}, m_ended);
    }
    return !m_text.empty();
  }

  std::unique_ptr<ByteSource> m_source;
  TextDecoder m_decoder;
  std::vector<char> m_window;
  std::string m_text;
  std::size_t m_at = 0;
  bool m_ended = false;
};

class LineFeedBytes : public ByteSource {
 public:
  explicit LineFeedBytes(std::unique_ptr<ByteSource> source) : m_source(std::move(source)) {}

  std::size_t read(std::span<char> bytes) override {
    const std::size_t got = m_source->read(bytes);
    std::ranges::replace(bytes.first(got), '\r', '\n');
    return got;
  }

  [[nodiscard]] double share() const override { return m_source->share(); }

 private:
  std::unique_ptr<ByteSource> m_source;
};

}  // namespace

std::string_view wideEncodingOf(std::string_view sample) {
  static constexpr std::pair<std::string_view, std::string_view> kMarks[] = {{"\xFF\xFE\0\0"sv, "UTF-32LE"},
                                                                             {"\0\0\xFE\xFF"sv, "UTF-32BE"},
                                                                             {"\xFF\xFE"sv, "UTF-16LE"},
                                                                             {"\xFE\xFF"sv, "UTF-16BE"}};
  for (const auto& [mark, name] : kMarks)
    if (sample.starts_with(mark)) return name;
  constexpr std::size_t kFewest = 8;
  if (sample.size() < kFewest) return "";
  const std::string_view start = sample.substr(0, 2 * kFewest);
  std::array<std::size_t, 2> zeros{};
  for (std::size_t i = 0; i < start.size(); ++i) zeros[i % 2] += start[i] == '\0' ? 1 : 0;
  const auto [fewer, more] = std::minmax(zeros[0], zeros[1]);
  if (fewer != 0 || 2 * more < start.size() - 2) return "";
  return zeros[1] > zeros[0] ? "UTF-16LE" : "UTF-16BE";
}

bool keepsAscii(const std::string& encoding) {
  const Converter converter = openConverter(encoding);
  static constexpr UConverterType kOthers[] = {UCNV_UTF16_BigEndian,
                                               UCNV_UTF16_LittleEndian,
                                               UCNV_UTF32_BigEndian,
                                               UCNV_UTF32_LittleEndian,
                                               UCNV_UTF16,
                                               UCNV_UTF32,
                                               UCNV_ISO_2022,
                                               UCNV_HZ,
                                               UCNV_SCSU,
                                               UCNV_UTF7,
                                               UCNV_IMAP_MAILBOX,
                                               UCNV_BOCU1,
                                               UCNV_EBCDIC_STATEFUL};
  if (std::ranges::find(kOthers, ucnv_getType(converter.get())) != std::end(kOthers)) return false;
  TextDecoder decoder(encoding);
  return decoder.decode("az09,;\t\"") == "az09,;\t\"";  // not so in EBCDIC
}

namespace {

/// The detector names some encodings that the converters do not know.
bool isUsable(const char* name) {
  try {
    return keepsAscii(name);
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

std::optional<EncodingGuess> guessEncoding(std::string_view bytes) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, DetectorCloser> detector(ucsdet_open(&status));
  if (U_FAILURE(status)) return std::nullopt;
  ucsdet_setText(detector.get(), bytes.data(), static_cast<std::int32_t>(bytes.size()), &status);
  std::int32_t count = 0;
  const UCharsetMatch** matches =
      U_SUCCESS(status) ? ucsdet_detectAll(detector.get(), &count, &status) : nullptr;
  for (std::int32_t i = 0; matches && i < count; ++i) {  // the likeliest first
    const char* name = ucsdet_getName(matches[i], &status);
    const std::int32_t sure = ucsdet_getConfidence(matches[i], &status);
    if (U_SUCCESS(status) && isUsable(name)) return EncodingGuess{name, sure};
  }
  return std::nullopt;
}

bool isUtf8(std::string_view bytes) {
  while (!bytes.empty()) {
    if (static_cast<unsigned char>(bytes.front()) < 0x80U) {
      bytes.remove_prefix(1);
      continue;
    }
    const std::string_view before = bytes;
    const bool isReplacement = base::takeCodepoint(bytes) == base::kReplacement;
    if (isReplacement && before.size() - bytes.size() == 1) return false;
  }
  return true;
}

TextDecoder::TextDecoder(const std::string& encoding)
    : m_converters(
          std::make_unique<Converters>(Converters{openConverter(encoding), openConverter("UTF-8")})) {}

TextDecoder::~TextDecoder() = default;

std::string TextDecoder::decodePiece(std::string_view bytes, bool isLast) {
  constexpr std::size_t kPiece = 64;
  Converters& all = *m_converters;
  std::string text;
  UErrorCode status = U_BUFFER_OVERFLOW_ERROR;
  const char* source = bytes.data();
  while (status == U_BUFFER_OVERFLOW_ERROR) {
    const std::size_t before = text.size();
    text.resize(before + kPiece + 2 * static_cast<std::size_t>(bytes.data() + bytes.size() - source));
    char* target = text.data() + before;
    status = U_ZERO_ERROR;
    ucnv_convertEx(all.utf8.get(), all.from.get(), &target, text.data() + text.size(), &source,
                   bytes.data() + bytes.size(), all.pivot.data(), &all.pivotRead, &all.pivotWrite,
                   all.pivot.data() + all.pivot.size(), all.isFresh, isLast, &status);
    all.isFresh = false;
    text.resize(static_cast<std::size_t>(target - text.data()));
  }
  if (U_FAILURE(status)) throw Error(std::string("text cannot be decoded: ") + u_errorName(status));
  return text;
}

std::string TextDecoder::decode(std::string_view bytes) {
  m_converters->pivotRead = m_converters->pivotWrite = m_converters->pivot.data();
  m_converters->isFresh = true;
  return decodePiece(bytes, true);
}

std::unique_ptr<ByteSource> decodedBytes(std::unique_ptr<ByteSource> source, const std::string& encoding) {
  return std::make_unique<DecodedBytes>(std::move(source), encoding);
}

std::unique_ptr<ByteSource> withLineFeeds(std::unique_ptr<ByteSource> source) {
  return std::make_unique<LineFeedBytes>(std::move(source));
}

}  // namespace es::model
