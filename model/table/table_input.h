#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/progress.h"
#include "model/files/input_file.h"
#include "model/files/packed_file.h"
#include "model/table/table_options.h"

namespace es::model {

/// The beginning of what may be a table, for the formats to look at.
struct TableSample {
  static constexpr std::size_t kBytes = std::size_t{64} << 10;  // at most

  std::string_view bytes;
  std::string_view text;  // the same without a byte order mark
  [[nodiscard]] bool isWhole() const { return bytes.size() < kBytes; }
};

/// What a table is read from: a file, or the one in an archive that looks like a table; unpacked, and where
/// it is text in UTF-16 or UTF-32 or with lines that end in carriage returns, made UTF-8 with line feeds.
class TableInput : public ByteFile {
 public:
  using Judge = bool (*)(const TableSample& sample);

  /// `path` may go on into an archive: "vectors.zip/vectors.txt". `isTable` chooses in an archive. Throws
  /// es::Error for what cannot be read, for archives without a table or with several, which are listed.
  TableInput(const std::filesystem::path& path, TableOptions options, Judge isTable);

  /// Where it lies; within an archive that has several files with the name there.
  [[nodiscard]] const std::string& path() const override { return m_path; }
  [[nodiscard]] std::unique_ptr<ByteSource> bytes() const override;
  [[nodiscard]] std::optional<std::uint64_t> knownSize() const override;

  [[nodiscard]] TableSample sample() const;
  [[nodiscard]] const TableOptions& options() const { return m_options; }

  /// For what is read at any place, or mapped: the file, or what it holds unpacked, which is done once.
  [[nodiscard]] const InputFile& file(const base::Progress& progress) const;

  /// What was done to the bytes on the way, for people: "text in UTF-16LE, by its first bytes".
  [[nodiscard]] const std::vector<std::string>& notes() const { return m_notes; }

  /// The name of the table without folder and ending: "glove.6B.50d" for /x/glove.6B.50d.txt.gz.
  [[nodiscard]] std::string name() const;

 private:
  void chooseMember(const std::string& wanted, Judge isTable);
  void takeSample();

  InputFile m_file;
  TableOptions m_options;
  std::string m_path;
  std::unique_ptr<PackedFile> m_packed;
  mutable std::unique_ptr<InputFile> m_unpacked;  // made when it is first asked for
  std::string m_encoding;                         // to decode from; empty: none
  bool m_hasCarriageReturns = false;              // and nothing else as line ends
  std::string m_sample;
  std::vector<std::string> m_notes;
};

}  // namespace es::model
