#include "model/files/gunzip.h"

#include <zlib.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/file_error.h"
#include "base/number_text.h"

namespace es::model {
namespace {

class GunzipBytes : public ByteSource {
 public:
  explicit GunzipBytes(const InputFile& file)
      : m_file(file), m_source(file.bytes()), m_window(std::size_t{1} << 18) {
    constexpr int kGzipOnly = 16;
    if (::inflateInit2(&m_stream, MAX_WBITS + kGzipOnly) != Z_OK)
      throw Error(file.path() + ": no memory to unpack it");
  }
  ~GunzipBytes() override { ::inflateEnd(&m_stream); }
  GunzipBytes(const GunzipBytes&) = delete;
  GunzipBytes& operator=(const GunzipBytes&) = delete;

  std::size_t read(std::span<char> bytes) override {
    std::size_t done = 0;
    while (done < bytes.size() && !m_ended) {
      if (m_stream.avail_in == 0) refill();
      if (m_stream.avail_in == 0) return finish(done);
      done += step(bytes.subspan(done));
    }
    return done;
  }

  [[nodiscard]] double share() const override { return m_source->share(); }

 private:
  void refill() {
    m_stream.avail_in = static_cast<uInt>(m_source->read(m_window));
    m_stream.next_in = reinterpret_cast<Bytef*>(m_window.data());
  }

  /// The file has no more: fine between two members.
  std::size_t finish(std::size_t done) {
    if (m_isInMember) fail("it ends within");
    m_ended = true;
    return done;
  }

  std::size_t step(std::span<char> bytes) {
    if (!m_isInMember && !beginMember()) return 0;
    constexpr std::size_t kMost = std::size_t{1} << 30;
    m_stream.next_out = reinterpret_cast<Bytef*>(bytes.data());
    m_stream.avail_out = static_cast<uInt>(std::min(bytes.size(), kMost));
    const uInt room = m_stream.avail_out;
    const int result = ::inflate(&m_stream, Z_NO_FLUSH);
    const std::size_t made = room - m_stream.avail_out;
    m_total += made;
    if (result == Z_STREAM_END) m_isInMember = false;
    if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR)
      fail(m_stream.msg ? m_stream.msg : "damaged");
    return made;
  }

  /// Zeros may fill the file up behind the last member; other bytes are damage.
  bool beginMember() {
    while (m_members > 0 && m_stream.avail_in > 0 && *m_stream.next_in == 0) {
      ++m_stream.next_in;
      --m_stream.avail_in;
    }
    if (m_stream.avail_in == 0) return false;
    ++m_members;
    m_isInMember = true;
    return ::inflateReset(&m_stream) == Z_OK;
  }

  [[noreturn]] void fail(const std::string& reason) const {
    throw base::fileError(m_file.path(), {"unpacked byte " + base::groupedText(m_total), "a whole gzip file",
                                          "one that is cut or damaged (" + reason + ")"});
  }

  const InputFile& m_file;
  std::unique_ptr<ByteSource> m_source;
  std::vector<char> m_window;
  z_stream m_stream{};
  std::uint64_t m_total = 0;
  std::size_t m_members = 0;
  bool m_isInMember = false;
  bool m_ended = false;
};

}  // namespace

std::unique_ptr<ByteSource> gunzipped(const InputFile& file) {
  return std::make_unique<GunzipBytes>(file);
}

}  // namespace es::model
