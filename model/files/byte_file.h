#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace es::model {

/// Bytes that come one after another, once.
class ByteSource {
 public:
  ByteSource() = default;
  virtual ~ByteSource() = default;
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;

  /// Fills `bytes`; less than all of it only at the end. Throws es::Error.
  virtual std::size_t read(std::span<char> bytes) = 0;

  /// How much of the file has been read, in [0, 1].
  [[nodiscard]] virtual double share() const = 0;
};

/// What is read from front to back, as often as wanted: a file, or what is packed in one.
class ByteFile {
 public:
  ByteFile() = default;
  virtual ~ByteFile() = default;
  ByteFile(const ByteFile&) = delete;
  ByteFile& operator=(const ByteFile&) = delete;

  [[nodiscard]] virtual const std::string& path() const = 0;  // for messages
  /// From the first byte on. The file must outlive what is returned.
  [[nodiscard]] virtual std::unique_ptr<ByteSource> bytes() const = 0;
  /// How many bytes there are, where that is known before they are read.
  [[nodiscard]] virtual std::optional<std::uint64_t> knownSize() const = 0;
};

}  // namespace es::model
