#include "model/table/int8_index_cache.h"

#include <xxhash.h>

#include <algorithm>
#include <array>
#include <memory>
#include <nlohmann/json.hpp>
#include <span>
#include <system_error>
#include <utility>
#include <vector>

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/file_error.h"
#include "base/progress.h"
#include "model/files/safetensors.h"

namespace es::model {
namespace {

namespace fs = std::filesystem;
using math::Index;
using math::Int8Cell;
using math::Int8Index;

// Names from when the index was called a screen: what earlier sittings kept is still found.
constexpr const char* kFormat = "embedscope screen 1";
constexpr const char* kExtension = ".screen.safetensors";

/// XXH3 of what is given to it piece by piece.
class Hash {
 public:
  Hash() : m_state(XXH3_createState(), &XXH3_freeState) {
    if (!m_state) throw std::bad_alloc();
    XXH3_128bits_reset(m_state.get());
  }

  void add(std::span<const std::byte> bytes) {
    XXH3_128bits_update(m_state.get(), bytes.data(), bytes.size());
  }

  [[nodiscard]] std::string hex() const {
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(m_state.get()));
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    for (const unsigned char byte : canonical.digest) {
      text += kDigits[byte >> 4U];
      text += kDigits[byte & 15U];
    }
    return text;
  }

 private:
  std::unique_ptr<XXH3_state_t, XXH_errorcode (*)(XXH3_state_t*)> m_state;
};

/// What a file of an index holds behind its header, in this order.
struct Payload {
  std::vector<Int8Cell> cells;
  std::vector<float> scales, errors;
};

std::array<std::span<const std::byte>, 3> piecesOf(const Int8Index& index) {
  return {std::as_bytes(index.cells()), std::as_bytes(index.scales()), std::as_bytes(index.errors())};
}

std::string checksumOf(std::span<const std::span<const std::byte>> pieces) {
  Hash hash;
  for (const auto piece : pieces) hash.add(piece);
  return hash.hex();
}

std::string headerText(const std::string& key, const Int8Index& index) {
  const auto pieces = piecesOf(index);
  const std::size_t cells = pieces[0].size(), scales = cells + pieces[1].size(),
                    errors = scales + pieces[2].size();
  const nlohmann::ordered_json header = {
      {"__metadata__", {{"format", kFormat}, {"rows", key}, {"checksum", checksumOf(pieces)}}},
      {"cells",
       {{"dtype", "I8"},
        {"shape", {Int8Index::panelsOf(index.rows()), index.groups(), sizeof(Int8Cell)}},
        {"data_offsets", {0, cells}}}},
      {"scales", {{"dtype", "F32"}, {"shape", {index.rows()}}, {"data_offsets", {cells, scales}}}},
      {"errors", {{"dtype", "F32"}, {"shape", {index.rows()}}, {"data_offsets", {scales, errors}}}}};
  return header.dump();
}

bool says(const SafetensorsHeader& header, const std::string& key, const std::string& value) {
  const auto at = header.metadata.find(key);
  return at != header.metadata.end() && at->second == value;
}

/// Reads a tensor of exactly as many bytes as `values` has.
template <typename Value>
bool readTensor(const InputFile& file, const SafetensorsHeader& header, std::string_view name,
                std::vector<Value>& values, const base::Progress& progress) {
  const auto bytes = std::as_writable_bytes(std::span(values));
  const TensorEntry* tensor = header.find(name);
  if (tensor == nullptr || tensor->bytes != bytes.size()) return false;
  file.read(tensor->offset, bytes, progress);
  return true;
}

std::optional<Int8Index> readIndex(const InputFile& file, const std::string& key, Index rows, Index dims,
                                   const base::Progress& progress) {
  const SafetensorsHeader header = readSafetensorsHeader(file);
  const auto cells = static_cast<std::size_t>(Int8Index::panelsOf(rows) * Int8Index::groupsOf(dims));
  const auto count = static_cast<std::size_t>(rows);
  // Nothing is allocated that the file's size has not confirmed.
  if (!says(header, "format", kFormat) || !says(header, "rows", key) ||
      file.size() < cells * sizeof(Int8Cell) + 2 * count * sizeof(float))
    return std::nullopt;
  Payload found{std::vector<Int8Cell>(cells), std::vector<float>(count), std::vector<float>(count)};
  const bool whole = readTensor(file, header, "cells", found.cells, progress) &&
                     readTensor(file, header, "scales", found.scales, progress) &&
                     readTensor(file, header, "errors", found.errors, progress);
  if (!whole) return std::nullopt;
  Int8Index index(rows, dims, std::move(found.cells), std::move(found.scales), std::move(found.errors));
  if (!says(header, "checksum", checksumOf(piecesOf(index)))) return std::nullopt;
  return index;
}

}  // namespace

Int8IndexCache::Int8IndexCache(fs::path folder, std::uint64_t capacityBytes)
    : m_folder(std::move(folder)), m_capacityBytes(capacityBytes) {}

std::string Int8IndexCache::keyOf(const math::ConstRows& rows, const base::Progress& progress) {
  constexpr Index kPieceBytes = 1 << 22;
  const Index rowBytes = rows.cols() * static_cast<Index>(sizeof(float));
  const Index pieceRows = std::max<Index>(1, kPieceBytes / rowBytes);
  Hash hash;
  const std::array<std::uint64_t, 2> shape{static_cast<std::uint64_t>(rows.rows()),
                                           static_cast<std::uint64_t>(rows.cols())};
  hash.add(std::as_bytes(std::span(shape)));
  for (Index row = 0; row < rows.rows(); ++row) {
    if (row % pieceRows == 0) progress(static_cast<double>(row) / static_cast<double>(rows.rows()));
    const float* first = rows.data() + row * rows.outerStride();
    hash.add(std::as_bytes(std::span(first, static_cast<std::size_t>(rows.cols()))));
  }
  return hash.hex();
}

std::optional<Int8Index> Int8IndexCache::find(const std::string& key, Index rows, Index dims,
                                              const base::Progress& progress) const {
  const fs::path path = fileOf(key);
  std::error_code ignored;
  if (!fs::exists(path, ignored)) return std::nullopt;
  try {
    std::optional<Int8Index> index = readIndex(InputFile(path), key, rows, dims, progress);
    if (index) fs::last_write_time(path, fs::file_time_type::clock::now(), ignored);
    return index;
  } catch (const Error&) {
    return std::nullopt;  // not whole: it is made again and written over
  }
}

void Int8IndexCache::keep(const std::string& key, const Int8Index& index) const {
  std::error_code failure;
  fs::create_directories(m_folder, failure);
  if (failure) throw base::systemError(m_folder.string(), "make the folder", failure.value());
  const std::string header = headerText(key, index);
  const std::uint64_t length = header.size();
  const auto payload = piecesOf(index);
  const std::array<std::span<const std::byte>, 5> pieces{std::as_bytes(std::span(&length, 1)),
                                                         std::as_bytes(std::span(header)), payload[0],
                                                         payload[1], payload[2]};
  base::writeFileAtomically(fileOf(key), pieces);
  makeRoom();
}

fs::path Int8IndexCache::fileOf(const std::string& key) const {
  return m_folder / (key + kExtension);
}

/// The newest stays, however large it is.
void Int8IndexCache::makeRoom() const {
  struct Kept {
    fs::file_time_type used;
    fs::path path;
    std::uint64_t bytes = 0;
  };
  std::vector<Kept> kept;
  std::error_code ignored;
  for (const fs::directory_entry& entry : fs::directory_iterator(m_folder, ignored)) {
    if (!entry.path().string().ends_with(kExtension)) continue;
    kept.push_back({entry.last_write_time(ignored), entry.path(), entry.file_size(ignored)});
  }
  std::ranges::sort(kept, std::ranges::greater{}, &Kept::used);
  std::uint64_t total = 0;
  for (const Kept& one : kept) {
    total += one.bytes;
    if (total > m_capacityBytes && total > one.bytes) fs::remove(one.path, ignored);
  }
}

}  // namespace es::model
