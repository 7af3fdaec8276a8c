#include "model/files/byte_stream.h"

#include <cstring>
#include <utility>

#include "base/progress.h"

namespace es::model {

ByteStream::ByteStream(const ByteFile& file, const base::Progress& progress, std::size_t chunkBytes)
    : m_source(file.bytes()), m_progress(progress), m_chunkBytes(chunkBytes) {}

bool ByteStream::more() {
  if (m_begin > 0) {
    std::memmove(m_buffer.data(), m_buffer.data() + m_begin, m_end - m_begin);
    m_end -= std::exchange(m_begin, 0);
  }
  if (m_buffer.size() < m_end + m_chunkBytes) m_buffer.resize(m_end + m_chunkBytes);
  const std::size_t got = m_source->read(std::span(m_buffer).subspan(m_end, m_chunkBytes));
  m_ended = got < m_chunkBytes;
  if (got == 0) return false;
  m_end += got;
  m_fileOffset += got;
  m_progress(m_source->share());
  return true;
}

}  // namespace es::model
