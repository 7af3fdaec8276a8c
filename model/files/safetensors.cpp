#include "model/files/safetensors.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <nlohmann/json.hpp>
#include <optional>
#include <tuple>

#include "base/file_error.h"
#include "base/number_text.h"
#include "model/files/json_text.h"

namespace es::model {
namespace {

using nlohmann::json;

static_assert(std::endian::native == std::endian::little, "tables are read as little-endian bytes");

constexpr std::uint64_t kLengthBytes = 8;
constexpr std::uint64_t kLargestHeaderBytes = 100'000'000;
constexpr std::size_t kDeepest = 8;  // levels of JSON; the format has three

std::optional<std::uint64_t> sizeOfDtype(std::string_view dtype) {
  static constexpr std::pair<std::string_view, std::uint64_t> kSizes[] = {
      {"BOOL", 1}, {"U8", 1},  {"I8", 1},  {"F8_E4M3", 1}, {"F8_E5M2", 1}, {"F8_E8M0", 1},
      {"U16", 2},  {"I16", 2}, {"F16", 2}, {"BF16", 2},    {"U32", 4},     {"I32", 4},
      {"F32", 4},  {"U64", 8}, {"I64", 8}, {"F64", 8}};
  for (const auto& [name, size] : kSizes)
    if (name == dtype) return size;
  return std::nullopt;
}

/// The JSON text of the header, which ends where the tensors begin.
std::string readHeaderText(const InputFile& file) {
  const auto refuse = [&](std::string where, std::string expected, std::string found) {
    return base::fileError(file.path(), {std::move(where), std::move(expected), std::move(found)});
  };
  if (file.size() < kLengthBytes + 2)
    throw refuse("byte 0", "a safetensors file of at least 10 bytes", base::groupedText(file.size()));
  std::uint64_t length = 0;
  file.read(0, std::as_writable_bytes(std::span(&length, 1)));
  const std::uint64_t limit = std::min(kLargestHeaderBytes, file.size() - kLengthBytes);
  if (length < 2 || length > limit) {
    throw refuse("byte 0", "a safetensors header of 2 to " + base::groupedText(limit) + " bytes",
                 base::groupedText(length));
  }
  std::string text(static_cast<std::size_t>(length), '\0');
  file.read(kLengthBytes, std::as_writable_bytes(std::span(text)));
  if (text.front() != '{')
    throw refuse("byte 8", "a safetensors header that begins with '{'", base::inQuotes(text.substr(0, 8)));
  return text;
}

/// Reads the JSON of one tensor; offsets and shape must be whole numbers that fit.
class EntryReader {
 public:
  EntryReader(const InputFile& file, const std::string& name, const json& value)
      : m_file(file), m_name(name), m_value(value) {}

  /// `dataBegin`: where in the file the offsets count from.
  [[nodiscard]] TensorEntry read(std::uint64_t dataBegin) const {
    TensorEntry entry{m_name, dtype(), numbers("shape"), 0, 0};
    const auto offsets = numbers("data_offsets");
    const std::uint64_t dataBytes = m_file.size() - dataBegin;
    if (offsets.size() != 2 || offsets[0] > offsets[1] || offsets[1] > dataBytes) {
      throw refuse("data_offsets [begin, end] with begin <= end <= " + base::groupedText(dataBytes),
                   base::inQuotes(m_value["data_offsets"].dump()));
    }
    entry.offset = dataBegin + offsets[0];
    entry.bytes = offsets[1] - offsets[0];
    requireSize(entry);
    return entry;
  }

 private:
  [[nodiscard]] Error refuse(const std::string& expected, const std::string& found) const {
    return base::fileError(m_file.path(), {"tensor " + base::inQuotes(m_name), expected, found});
  }

  [[nodiscard]] const json& field(const char* key) const {
    const auto at = m_value.is_object() ? m_value.find(key) : m_value.end();
    if (!m_value.is_object() || at == m_value.end())
      throw refuse("an object with \"" + std::string(key) + "\"", "none");
    return *at;
  }

  [[nodiscard]] std::string dtype() const {
    const json& value = field("dtype");
    if (!value.is_string()) throw refuse("a dtype such as \"F32\"", base::inQuotes(value.dump()));
    return value.get<std::string>();
  }

  [[nodiscard]] std::vector<std::uint64_t> numbers(const char* key) const {
    const json& list = field(key);
    std::vector<std::uint64_t> result;
    const bool areWhole =
        list.is_array() && std::ranges::all_of(list, [](const json& item) {
          return item.is_number_unsigned();  // neither negative, fractional, nor beyond 64 bits
        });
    if (!areWhole) throw refuse(std::string(key) + " of whole numbers", base::inQuotes(list.dump()));
    for (const json& item : list) result.push_back(item.get<std::uint64_t>());
    return result;
  }

  void requireSize(const TensorEntry& entry) const {
    const auto itemBytes = sizeOfDtype(entry.dtype);
    if (!itemBytes) throw refuse("a known dtype such as \"F32\"", base::inQuotes(entry.dtype));
    std::uint64_t bytes = *itemBytes;
    bool wraps = false;
    for (const std::uint64_t extent : entry.shape)
      wraps = __builtin_mul_overflow(bytes, extent, &bytes) || wraps;
    if (wraps || bytes != entry.bytes) {
      throw refuse(base::groupedText(entry.bytes) + " bytes as its data_offsets say",
                   "shape " + base::inQuotes(m_value["shape"].dump()) + " x " + entry.dtype + " = " +
                       (wraps ? "more than 2^64" : base::groupedText(bytes)));
    }
  }

  const InputFile& m_file;
  const std::string& m_name;
  const json& m_value;
};

std::map<std::string, std::string> readMetadata(const InputFile& file, const json& value) {
  const bool areStrings =
      value.is_object() && std::ranges::all_of(value, [](const json& item) { return item.is_string(); });
  if (!areStrings) {
    throw base::fileError(file.path(),
                          {"__metadata__", "an object of strings", base::inQuotes(value.dump())});
  }
  return value.get<std::map<std::string, std::string>>();
}

/// Tensors sorted by offset must fill the file from `dataBegin` to its end.
void requireGapless(const InputFile& file, const std::vector<TensorEntry>& tensors, std::uint64_t dataBegin) {
  std::uint64_t end = dataBegin;
  for (const TensorEntry& tensor : tensors) {
    if (tensor.offset != end) {
      throw base::fileError(
          file.path(),
          {"tensor " + base::inQuotes(tensor.name), "its bytes to begin at byte " + base::groupedText(end),
           "byte " + base::groupedText(tensor.offset) + (tensor.offset > end ? ", a hole" : ", an overlap")});
    }
    end += tensor.bytes;
  }
  if (end == file.size()) return;
  throw base::fileError(file.path(),
                        {"byte " + base::groupedText(end), "the end of the file after the last tensor",
                         base::groupedText(file.size() - end) + " more bytes"});
}

}  // namespace

const TensorEntry* SafetensorsHeader::find(std::string_view name) const {
  const auto at = std::ranges::find(tensors, name, &TensorEntry::name);
  return at == tensors.end() ? nullptr : &*at;
}

std::string SafetensorsHeader::listing() const {
  constexpr std::size_t kListed = 8;
  if (tensors.empty()) return "no tensor";
  std::string text;
  for (std::size_t i = 0; i < std::min(kListed, tensors.size()); ++i) {
    const TensorEntry& tensor = tensors[i];
    text += (i ? ", " : "") + base::inQuotes(tensor.name) + " " + tensor.dtype + " [";
    for (std::size_t axis = 0; axis < tensor.shape.size(); ++axis)
      text += fmt::format("{}{}", axis ? ", " : "", tensor.shape[axis]);
    text += "]";
  }
  return tensors.size() > kListed ? text + " and " + base::groupedText(tensors.size() - kListed) + " more"
                                  : text;
}

SafetensorsHeader readSafetensorsHeader(const InputFile& file) {
  const std::string text = readHeaderText(file);
  const json root = parseJson({file.path(), "safetensors header"}, text, {kDeepest, kLengthBytes});
  const std::uint64_t dataBegin = kLengthBytes + text.size();
  SafetensorsHeader header;
  for (const auto& [name, value] : root.items()) {
    if (name == "__metadata__") {
      header.metadata = readMetadata(file, value);
    } else {
      header.tensors.push_back(EntryReader(file, name, value).read(dataBegin));
    }
  }
  std::ranges::sort(header.tensors, {}, [](const TensorEntry& tensor) {
    return std::tuple(tensor.offset, tensor.bytes);  // an empty tensor comes before the one at its place
  });
  requireGapless(file, header.tensors, dataBegin);
  return header;
}

}  // namespace es::model
