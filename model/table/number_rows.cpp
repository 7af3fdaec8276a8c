#include "model/table/number_rows.h"

#include <Eigen/Core>
#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <span>
#include <utility>
#include <vector>

#include "base/progress.h"

namespace es::model {
namespace {

using math::Index;

/// Reads values of another type in pieces and hands each, converted, to `put` with its place in the block.
template <typename Scalar, typename Put>
void readAs(const InputFile& file, const NumberBlock& block, std::uint64_t count,
            const base::Progress& progress, const Put& put) {
  constexpr std::uint64_t kPiece = 1 << 20;
  std::vector<Scalar> piece(static_cast<std::size_t>(std::min(kPiece, count)));
  for (std::uint64_t done = 0; done < count; done += piece.size()) {
    const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(piece.size(), count - done));
    const std::span values(piece.data(), size);
    file.read(block.offset + done * sizeof(Scalar), std::as_writable_bytes(values), progress);
    if (block.isBigEndian) {
      for (Scalar& value : values) {
        std::array<std::byte, sizeof(Scalar)> bytes{};
        std::memcpy(bytes.data(), &value, sizeof(Scalar));
        std::ranges::reverse(bytes);
        std::memcpy(&value, bytes.data(), sizeof(Scalar));
      }
    }
    put(done, values);
  }
}

template <typename Scalar>
void convert(const InputFile& file, const NumberBlock& block, math::RowMatrix& rows,
             const base::Progress& progress) {
  if (!block.isByColumns) {
    readAs<Scalar>(file, block, static_cast<std::uint64_t>(rows.size()), progress,
                   [&rows](std::uint64_t at, std::span<const Scalar> values) {
                     float* to = rows.data() + at;
                     for (const Scalar value : values) *to++ = static_cast<float>(value);
                   });
    return;
  }
  readAs<Scalar>(file, block, block.rows * block.dims, progress,
                 [&](std::uint64_t at, std::span<const Scalar> values) {
                   for (std::size_t i = 0; i < values.size(); ++i) {
                     const auto row = static_cast<Index>((at + i) % block.rows);
                     if (row < rows.rows())
                       rows(row, static_cast<Index>((at + i) / block.rows)) = static_cast<float>(values[i]);
                   }
                 });
}

using Convert = void (*)(const InputFile&, const NumberBlock&, math::RowMatrix&, const base::Progress&);

Convert converterOf(NumberBlock::Type type) {
  using Type = NumberBlock::Type;
  switch (type) {
    case Type::F16:
      return convert<Eigen::half>;
    case Type::BF16:
      return convert<Eigen::bfloat16>;
    case Type::F32:
      return convert<float>;
    case Type::F64:
      return convert<double>;
    case Type::I8:
      return convert<std::int8_t>;
    case Type::U8:
      return convert<std::uint8_t>;
    case Type::I16:
      return convert<std::int16_t>;
    case Type::U16:
      return convert<std::uint16_t>;
    case Type::I32:
      return convert<std::int32_t>;
    case Type::U32:
      return convert<std::uint32_t>;
    case Type::I64:
      return convert<std::int64_t>;
    case Type::U64:
      return convert<std::uint64_t>;
  }
  std::abort();
}

}  // namespace

TableRows rowsOfBlock(const InputFile& file, NumberBlock block, std::uint64_t most,
                      const base::Progress& progress) {
  const std::uint64_t kept = std::min(block.rows, most);
  const bool isAsWanted = block.type == NumberBlock::Type::F32 && !block.isBigEndian && !block.isByColumns &&
                          block.offset % alignof(float) == 0;
  if (isAsWanted) {
    const auto bytes = static_cast<std::size_t>(kept * block.dims * sizeof(float));
    if (const auto mapping = FileMapping::make(file, block.offset, bytes))
      return {mapping, static_cast<Index>(kept), static_cast<Index>(block.dims)};
  }
  requireMemory(file.path(), static_cast<double>(kept) * static_cast<double>(block.dims) * sizeof(float));
  math::RowMatrix rows(static_cast<Index>(kept), static_cast<Index>(block.dims));
  converterOf(block.type)(file, block, rows, progress);
  return rows;
}

}  // namespace es::model
