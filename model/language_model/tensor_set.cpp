#include "model/language_model/tensor_set.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <utility>

#include "base/file_error.h"
#include "base/number_text.h"
#include "base/progress.h"

namespace es::model {
namespace {

std::string shapeText(const std::vector<std::uint64_t>& shape) {
  std::string text = "[";
  for (const std::uint64_t size : shape) text += fmt::format("{}{}", text.size() > 1 ? ", " : "", size);
  return text + "]";
}

bool isFinite(float value) {
  return std::isfinite(value);
}

/// The exponent's bits all set mark infinities and NaN.
bool isFiniteHalf(std::uint16_t bits) {
  return (bits & 0x7C00U) != 0x7C00U;
}

bool isFiniteBfloat(std::uint16_t bits) {
  return (bits & 0x7F80U) != 0x7F80U;
}

template <typename Value, typename Test>
void requireFinite(const std::string& path, const TensorEntry& entry, const std::vector<Value>& values,
                   Test test) {
  const auto at = std::ranges::find_if_not(values, test);
  if (at == values.end()) return;
  throw base::fileError(path,
                        {"tensor " + base::inQuotes(entry.name), "finite numbers",
                         "none at " + base::groupedText(static_cast<std::uint64_t>(at - values.begin()))});
}

std::vector<float> floatsOf(const WeightMatrix& row) {
  if (const auto* floats = std::get_if<std::vector<float>>(&row.values)) return *floats;
  std::vector<float> values(static_cast<std::size_t>(row.cols));
  row.readRow(0, values.data());
  return values;
}

}  // namespace

void TensorSet::add(const std::filesystem::path& path) {
  auto file = std::make_unique<const InputFile>(path);
  SafetensorsHeader header = readSafetensorsHeader(*file);
  add(std::move(file), std::move(header));
}

void TensorSet::add(std::unique_ptr<const InputFile> file, SafetensorsHeader header) {
  m_files.push_back(std::make_unique<File>(File{std::move(file), std::move(header)}));
  const File& added = *m_files.back();
  for (const TensorEntry& entry : added.header.tensors) {
    m_bytesAdded += static_cast<double>(entry.bytes);
    const auto [at, isNew] = m_tensors.emplace(entry.name, Place{added.file.get(), &entry});
    if (!isNew) {
      throw base::fileError(added.file->path(),
                            {"tensor " + base::inQuotes(entry.name), "a name that no other file has",
                             "the same in " + at->second.file->path()});
    }
  }
}

void TensorSet::requireMemory() const {
  model::requireMemory(m_files.front()->file->path(), m_bytesAdded);
}

const std::string& TensorSet::pathOf(std::string_view name) const {
  const auto at = m_tensors.find(name);
  return at == m_tensors.end() ? m_files.front()->file->path() : at->second.file->path();
}

TensorSet::Place TensorSet::require(const std::string& name, const std::vector<std::uint64_t>& shape,
                                    std::initializer_list<std::string_view> dtypes) {
  const auto at = m_tensors.find(name);
  const auto refuse = [&](const std::string& expected, const std::string& found) {
    return base::fileError(pathOf(name), {"tensor " + base::inQuotes(name), expected, found});
  };
  if (at == m_tensors.end()) throw refuse("a tensor " + shapeText(shape), "none");
  const TensorEntry& entry = *at->second.entry;
  if (entry.shape != shape) throw refuse("shape " + shapeText(shape), shapeText(entry.shape));
  if (std::ranges::find(dtypes, entry.dtype) == dtypes.end()) {
    std::string listed;
    for (const std::string_view dtype : dtypes) listed += (listed.empty() ? "" : ", ") + std::string(dtype);
    throw refuse("dtype " + listed, base::inQuotes(entry.dtype));
  }
  m_read.insert(name);
  return at->second;
}

template <typename Value>
std::vector<Value> TensorSet::readValues(const Place& place) {
  const auto size = static_cast<double>(place.file->size());
  const auto begin = static_cast<double>(place.entry->offset);
  const base::Progress overall = [&](double share) {
    m_progress(std::min(1.0, (m_bytesRead + share * size - begin) / m_bytesAdded));
  };
  std::vector<Value> values(static_cast<std::size_t>(place.entry->bytes / sizeof(Value)));
  place.file->read(place.entry->offset, std::as_writable_bytes(std::span(values)), overall);
  m_bytesRead += static_cast<double>(place.entry->bytes);
  return values;
}

std::vector<float> TensorSet::vector(const std::string& name, int size) {
  const Place place = require(name, {static_cast<std::uint64_t>(size)}, {"F32", "F16", "BF16"});
  WeightMatrix row{1, size, {}};
  if (place.entry->dtype == "F32") {
    row.values = readValues<float>(place);
  } else if (place.entry->dtype == "F16") {
    row.values = Float16Values{readValues<std::uint16_t>(place)};
  } else {
    row.values = BFloat16Values{readValues<std::uint16_t>(place)};
  }
  std::vector<float> values = floatsOf(row);
  requireFinite(place.file->path(), *place.entry, values, isFinite);
  return values;
}

WeightMatrix TensorSet::matrix(const std::string& name, int rows, int cols) {
  const std::vector<std::uint64_t> shape{static_cast<std::uint64_t>(rows), static_cast<std::uint64_t>(cols)};
  const Place place = require(name, shape, {"F32", "F16", "BF16", "I8"});
  const std::string& path = place.file->path();
  WeightMatrix matrix{rows, cols, {}};
  if (place.entry->dtype == "F32") {
    auto values = readValues<float>(place);
    requireFinite(path, *place.entry, values, isFinite);
    matrix.values = std::move(values);
  } else if (place.entry->dtype == "F16") {
    Float16Values values{readValues<std::uint16_t>(place)};
    requireFinite(path, *place.entry, values.bits, isFiniteHalf);
    matrix.values = std::move(values);
  } else if (place.entry->dtype == "BF16") {
    BFloat16Values values{readValues<std::uint16_t>(place)};
    requireFinite(path, *place.entry, values.bits, isFiniteBfloat);
    matrix.values = std::move(values);
  } else {
    // The scales first: without them the integers mean nothing.
    const std::vector<std::uint64_t> scaleShape{static_cast<std::uint64_t>(rows)};
    const Place scales = require(name + ".scale", scaleShape, {"F32"});
    Int8Values values{{}, readValues<float>(scales)};
    constexpr float kLargestScale = std::numeric_limits<float>::max() / 256;
    requireFinite(path, *scales.entry, values.scales,
                  [](float scale) { return std::abs(scale) <= kLargestScale; });
    values.values = readValues<std::int8_t>(place);
    matrix.values = std::move(values);
  }
  return matrix;
}

std::vector<std::string> TensorSet::unread() const {
  std::vector<std::string> names;
  for (const auto& [name, place] : m_tensors)
    if (!m_read.contains(name)) names.push_back(name);
  return names;
}

namespace {

/// The same kind of values, made by `make` from the old ones.
template <typename Make>
WeightMatrix rearranged(const WeightMatrix& matrix, int rows, int cols, const Make& make) {
  assert(!std::holds_alternative<Int8Values>(matrix.values));
  WeightMatrix result{rows, cols, {}};
  if (const auto* floats = std::get_if<std::vector<float>>(&matrix.values)) {
    result.values = make(*floats);
  } else if (const auto* halves = std::get_if<Float16Values>(&matrix.values)) {
    result.values = Float16Values{make(halves->bits)};
  } else {
    result.values = BFloat16Values{make(std::get<BFloat16Values>(matrix.values).bits)};
  }
  return result;
}

}  // namespace

WeightMatrix transposed(const WeightMatrix& matrix) {
  const auto rows = static_cast<std::size_t>(matrix.rows);
  const auto cols = static_cast<std::size_t>(matrix.cols);
  return rearranged(matrix, matrix.cols, matrix.rows, [rows, cols](const auto& values) {
    auto turned = values;
    for (std::size_t r = 0; r < rows; ++r)
      for (std::size_t c = 0; c < cols; ++c) turned[c * rows + r] = values[r * cols + c];
    return turned;
  });
}

WeightMatrix rowsOf(const WeightMatrix& matrix, int begin, int count) {
  assert(begin >= 0 && count >= 0 && begin + count <= matrix.rows);
  const auto cols = static_cast<std::ptrdiff_t>(matrix.cols);
  return rearranged(matrix, count, matrix.cols, [begin, count, cols](const auto& values) {
    const auto first = values.begin() + begin * cols;
    return std::decay_t<decltype(values)>(first, first + count * cols);
  });
}

}  // namespace es::model
