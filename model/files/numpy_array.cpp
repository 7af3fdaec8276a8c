#include "model/files/numpy_array.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <span>

#include "base/file_error.h"
#include "base/number_text.h"

namespace es::model {
namespace {

constexpr std::size_t kLongestHeader = 65'536;

Error refuse(const InputFile& file, const char* where, std::string expected, std::string found) {
  return base::fileError(file.path(), {where, std::move(expected), std::move(found)});
}

/// The header's text; `dataOffset` is where it ends.
std::string headerText(const InputFile& file, std::uint64_t& dataOffset) {
  std::array<unsigned char, 12> start{};
  const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(start.size(), file.size()));
  file.read(0, std::as_writable_bytes(std::span(start).first(size)));
  const bool isMagic = size >= 10 && std::string_view(reinterpret_cast<const char*>(start.data()),
                                                      kNumpyMagic.size()) == kNumpyMagic;
  if (!isMagic) throw refuse(file, "byte 0", "the beginning of a NumPy array", "another");
  const int major = start[6];
  if (major < 1 || major > 3)
    throw refuse(file, "byte 6", "version 1, 2 or 3 of the NumPy format", fmt::to_string(major));
  const std::uint64_t lengthBytes = major == 1 ? 2 : 4;
  std::uint64_t length = 0;
  for (std::size_t i = 0; i < lengthBytes; ++i) length |= std::uint64_t{start[8 + i]} << (8 * i);
  dataOffset = 8 + lengthBytes + length;
  if (length > kLongestHeader || dataOffset > file.size()) {
    throw refuse(file, "byte 8", "a header of at most 65,536 bytes within the file",
                 base::groupedText(length));
  }
  std::string text(static_cast<std::size_t>(length), '\0');
  file.read(8 + lengthBytes, std::as_writable_bytes(std::span(text)));
  return text;
}

/// Reads the one kind of Python literal that headers are: a dictionary of a text, a truth value and a tuple.
class HeaderReader {
 public:
  HeaderReader(const InputFile& file, std::string_view text) : m_file(file), m_text(text), m_rest(text) {}

  struct Entries {
    std::optional<std::string> descr;
    std::optional<bool> isFortranOrder;
    std::optional<std::vector<std::uint64_t>> shape;
  };

  Entries read() {
    Entries entries;
    expect('{');
    while (!take('}')) {
      const std::string key = text();
      expect(':');
      if (key == "descr" && !entries.descr) {
        entries.descr = descr();
      } else if (key == "fortran_order" && !entries.isFortranOrder) {
        entries.isFortranOrder = truth();
      } else if (key == "shape" && !entries.shape) {
        entries.shape = tuple();
      } else {
        fail("descr, fortran_order and shape once each");
      }
      if (!take(',') && !lookingAt('}')) fail("a comma or the end");
    }
    blanks();
    if (!m_rest.empty()) fail("nothing behind the dictionary");
    return entries;
  }

 private:
  void blanks() {
    while (!m_rest.empty() && std::string_view(" \t\n\r\0", 5).find(m_rest.front()) != std::string_view::npos)
      m_rest.remove_prefix(1);
  }
  bool lookingAt(char c) {
    blanks();
    return m_rest.starts_with(c);
  }
  bool take(char c) {
    if (!lookingAt(c)) return false;
    m_rest.remove_prefix(1);
    return true;
  }
  void expect(char c) {
    if (!take(c)) fail(fmt::format("'{}'", c));
  }

  std::string text() {
    blanks();
    const char quote = m_rest.empty() ? '\0' : m_rest.front();
    const std::size_t end = quote == '\'' || quote == '"' ? m_rest.find(quote, 1) : std::string_view::npos;
    if (end == std::string_view::npos) fail("a text in quotes");
    std::string value(m_rest.substr(1, end - 1));
    m_rest.remove_prefix(end + 1);
    return value;
  }

  std::string descr() {
    if (lookingAt('[')) {
      throw base::fileError(m_file.path(), {"NumPy header", "an array of numbers",
                                            "one of records (a structured array): save its fields apart"});
    }
    return text();
  }

  bool truth() {
    blanks();
    for (const auto& [name, value] : {std::pair("True", true), std::pair("False", false)}) {
      if (!m_rest.starts_with(name)) continue;
      m_rest.remove_prefix(std::string_view(name).size());
      return value;
    }
    fail("True or False");
  }

  std::vector<std::uint64_t> tuple() {
    std::vector<std::uint64_t> numbers;
    expect('(');
    while (!take(')')) {
      blanks();
      std::uint64_t number = 0;
      const auto [end, error] = std::from_chars(m_rest.data(), m_rest.data() + m_rest.size(), number);
      if (error != std::errc{}) fail("a shape of whole numbers");
      m_rest.remove_prefix(static_cast<std::size_t>(end - m_rest.data()));
      take('L');  // Python 2 wrote it behind long numbers
      numbers.push_back(number);
      if (!take(',') && !lookingAt(')')) fail("a comma or ')'");
    }
    return numbers;
  }

  [[noreturn]] void fail(const std::string& expected) {
    throw base::fileError(m_file.path(),
                          {"NumPy header, byte " + base::groupedText(m_text.size() - m_rest.size()), expected,
                           base::inQuotes(m_rest.substr(0, 20))});
  }

  const InputFile& m_file;
  std::string_view m_text;
  std::string_view m_rest;
};

/// "<f4": the byte order, the kind, the bytes of an item.
void readDescr(const InputFile& file, const std::string& descr, NumpyArray& array) {
  const char* const where = "NumPy header";
  if (descr.find('O') != std::string::npos)
    throw refuse(file, where, "numbers",
                 "Python objects (a pickle, which is not read): save an array of float32");
  std::uint64_t size = 0;
  const bool isWhole = descr.size() >= 3 && std::string_view("<>|=").find(descr[0]) != std::string_view::npos;
  const char* const end = descr.data() + descr.size();
  const auto parsed =
      isWhole ? std::from_chars(descr.data() + 2, end, size) : std::from_chars_result{end, {}};
  if (!isWhole || parsed.ec != std::errc{} || parsed.ptr != end || size > kLongestHeader)
    throw refuse(file, where, "a type such as '<f4'", base::inQuotes(descr));
  array.isBigEndian = descr[0] == '>';
  array.kind = descr[1];
  array.itemBytes = array.kind == 'U' ? 4 * size : size;
  const bool isFloat = array.kind == 'f' && (size == 2 || size == 4 || size == 8);
  const bool isInteger =
      (array.kind == 'i' || array.kind == 'u') && (size == 1 || size == 2 || size == 4 || size == 8);
  const bool isOther =
      (array.kind == 'b' && size == 1) || ((array.kind == 'U' || array.kind == 'S') && size >= 1);
  if (!isFloat && !isInteger && !isOther)
    throw refuse(file, where, "numbers of type f2, f4, f8 or whole ones", base::inQuotes(descr));
}

}  // namespace

std::uint64_t NumpyArray::count() const {
  std::uint64_t count = 1;
  for (const std::uint64_t extent : shape) count *= extent;
  return count;
}

std::string NumpyArray::description() const {
  return fmt::format("{}{} [{}]", kind, kind == 'U' ? itemBytes / 4 : itemBytes, fmt::join(shape, ", "));
}

NumpyArray readNumpyHeader(const InputFile& file) {
  NumpyArray array;
  const std::string text = headerText(file, array.dataOffset);
  const HeaderReader::Entries entries = HeaderReader(file, text).read();
  if (!entries.descr || !entries.isFortranOrder || !entries.shape)
    throw refuse(file, "NumPy header", "descr, fortran_order and shape", base::inQuotes(text));
  readDescr(file, *entries.descr, array);
  array.isFortranOrder = *entries.isFortranOrder;
  array.shape = *entries.shape;
  std::uint64_t bytes = array.itemBytes;
  bool wraps = false;
  for (const std::uint64_t extent : array.shape)
    wraps = __builtin_mul_overflow(bytes, extent, &bytes) || wraps;
  const std::uint64_t there = file.size() - array.dataOffset;
  if (wraps || bytes > there) {
    throw refuse(
        file, "NumPy header", "an array within the " + base::groupedText(there) + " bytes behind it",
        array.description() + ", " + (wraps ? "more than 2^64" : base::groupedText(bytes)) + " bytes");
  }
  return array;
}

std::string numpyHeader(std::span<const std::size_t> shape) {
  constexpr std::size_t kAlignment = 64, kBefore = 10;
  std::string sizes;
  for (const std::size_t size : shape) sizes += fmt::format("{}, ", size);
  std::string text = fmt::format("{{'descr': '<f4', 'fortran_order': False, 'shape': ({}), }}", sizes);
  text.append(kAlignment - 1 - (kBefore + text.size()) % kAlignment, ' ');
  text += '\n';
  std::string header(kNumpyMagic);
  header += {'\1', '\0', static_cast<char>(text.size() & 0xFFU), static_cast<char>(text.size() >> 8U)};
  return header + text;
}

}  // namespace es::model
