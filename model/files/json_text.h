#pragma once

#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "base/error.h"
#include "model/files/input_file.h"

namespace es::model {

/// Where JSON stands: its file, and the place within it for messages ("metadata \"config\""; may be empty).
struct JsonPlace {
  std::string path;
  std::string where;
};

struct JsonLimits {
  std::size_t levels = 32;      // of nesting
  std::uint64_t firstByte = 0;  // of the text, where messages count the file's bytes
};

/// Parses JSON. Throws es::Error for wrong syntax, a key given twice, too many levels, numbers out of range.
nlohmann::json parseJson(const JsonPlace& place, std::string_view text, const JsonLimits& limits = {});

/// Parses a whole file, of at most 256 MiB.
nlohmann::json readJsonFile(const InputFile& file);

/// An object of JSON, its values read with checks: every wrong type or range is an es::Error that names the
/// key. A key whose value is null counts as missing. The value must outlive this.
class JsonFields {
 public:
  /// Throws es::Error when `object` is none.
  JsonFields(JsonPlace place, const nlohmann::json& object);

  [[nodiscard]] bool has(const char* key) const;
  [[nodiscard]] const nlohmann::json& at(const char* key) const;  // there, or an es::Error
  [[nodiscard]] const std::string& text(const char* key) const;
  [[nodiscard]] bool flag(const char* key) const;
  [[nodiscard]] bool flag(const char* key, bool missing) const { return has(key) ? flag(key) : missing; }
  /// A whole number of `smallest` to `largest`.
  [[nodiscard]] int count(const char* key, int smallest, int largest) const;
  /// A positive number that a float holds.
  [[nodiscard]] float positive(const char* key) const;
  [[nodiscard]] float positive(const char* key, float missing) const {
    return has(key) ? positive(key) : missing;
  }

  /// Throws unless the key is missing or its value is `only`, the one that is supported.
  void requireOnly(const char* key, const nlohmann::json& only) const;

  [[nodiscard]] Error refuse(const char* key, const std::string& expected) const;
  [[nodiscard]] const JsonPlace& place() const { return m_place; }

 private:
  JsonPlace m_place;
  const nlohmann::json& m_object;
};

}  // namespace es::model
