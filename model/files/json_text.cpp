#include "model/files/json_text.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "base/file_error.h"
#include "base/number_text.h"

namespace es::model {
namespace {

using nlohmann::json;

Error refuseAt(const JsonPlace& place, const std::string& expected, const std::string& found) {
  return base::fileError(place.path, {place.where, expected, found});
}

std::string joined(const std::string& where, const std::string& inner) {
  return where.empty() ? inner : where + ", " + inner;
}

/// Builds the value while it watches the parser: nothing nested too deep, no key twice in one object. (The
/// library's own way of watching goes through an array again for every object that it adds to it.)
class StrictBuilder final : public nlohmann::json_sax<json> {
 public:
  StrictBuilder(const JsonPlace& place, std::string_view text, const JsonLimits& limits)
      : m_place(place), m_text(text), m_limits(limits) {}

  json take() { return std::move(m_root); }

  bool null() override { return add(nullptr); }
  bool boolean(bool value) override { return add(value); }
  bool number_integer(number_integer_t value) override { return add(value); }
  bool number_unsigned(number_unsigned_t value) override { return add(value); }
  bool number_float(number_float_t value, const string_t&) override { return add(value); }
  bool string(string_t& value) override { return add(std::move(value)); }
  bool binary(binary_t& value) override { return add(std::move(value)); }
  bool start_object(std::size_t) override { return open(json::object()); }
  bool start_array(std::size_t) override { return open(json::array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool key(string_t& name) override {
    requireDepth();
    const auto [at, isNew] = m_open.back()->get_ref<json::object_t&>().try_emplace(name);
    if (!isNew) throw refuseAt(m_place, "every key once", base::inQuotes(name) + " twice");
    m_value = &at->second;
    return true;
  }

  bool parse_error(std::size_t, const std::string&, const json::exception& error) override {
    const auto* fault = dynamic_cast<const json::parse_error*>(&error);
    if (!fault) throw refuseAt(m_place, "numbers within their range", "one beyond every range");
    const std::size_t at = fault->byte > 0 ? fault->byte - 1 : 0;
    throw refuseAt(
        {m_place.path, joined(m_place.where, "byte " + base::groupedText(m_limits.firstByte + at))},
        "valid JSON", at < m_text.size() ? base::inQuotes(m_text.substr(at)) : "its end");
  }

 private:
  void requireDepth() const {
    if (m_open.size() <= m_limits.levels) return;
    throw refuseAt(m_place, fmt::format("JSON of at most {} levels", m_limits.levels), "deeper nesting");
  }

  /// Puts a value where the next one belongs: the last key's, or the end of the open array.
  template <typename Value>
  bool add(Value&& value) {
    requireDepth();
    if (!m_open.empty() && m_open.back()->is_array())
      m_value = &m_open.back()->get_ref<json::array_t&>().emplace_back();
    *m_value = std::forward<Value>(value);
    return true;
  }

  bool open(json&& empty) {
    add(std::move(empty));
    m_open.push_back(m_value);
    return true;
  }
  bool close() {
    m_open.pop_back();
    return true;
  }

  const JsonPlace& m_place;
  std::string_view m_text;
  const JsonLimits& m_limits;
  json m_root;
  json* m_value = &m_root;
  std::vector<json*> m_open;  // arrays and objects, outermost first; those within do not move while open
};

}  // namespace

json parseJson(const JsonPlace& place, std::string_view text, const JsonLimits& limits) {
  StrictBuilder builder(place, text, limits);
  json::sax_parse(text, &builder);
  return builder.take();
}

json readJsonFile(const InputFile& file) {
  constexpr std::uint64_t kLargestBytes = std::uint64_t{256} << 20;
  if (file.size() > kLargestBytes) {
    throw base::fileError(file.path(),
                          {"", "JSON of at most 256 MiB", base::groupedText(file.size()) + " bytes"});
  }
  std::string text(static_cast<std::size_t>(file.size()), '\0');
  file.read(0, std::as_writable_bytes(std::span(text)));
  return parseJson({file.path(), ""}, text);
}

JsonFields::JsonFields(JsonPlace place, const json& object) : m_place(std::move(place)), m_object(object) {
  if (!object.is_object()) throw refuseAt(m_place, "a JSON object", base::inQuotes(object.dump()));
}

bool JsonFields::has(const char* key) const {
  const auto found = m_object.find(key);
  return found != m_object.end() && !found->is_null();
}

const json& JsonFields::at(const char* key) const {
  if (!has(key)) throw refuse(key, "a value");
  return m_object.at(key);
}

Error JsonFields::refuse(const char* key, const std::string& expected) const {
  const auto found = m_object.find(key);
  return refuseAt({m_place.path, joined(m_place.where, base::inQuotes(key))}, expected,
                  found == m_object.end() ? "none" : base::inQuotes(found->dump()));
}

const std::string& JsonFields::text(const char* key) const {
  const json& value = at(key);
  if (!value.is_string()) throw refuse(key, "a text");
  return value.get_ref<const std::string&>();
}

bool JsonFields::flag(const char* key) const {
  const json& value = at(key);
  if (!value.is_boolean()) throw refuse(key, "true or false");
  return value.get<bool>();
}

int JsonFields::count(const char* key, int smallest, int largest) const {
  const json& value = at(key);
  const bool fits = value.is_number_unsigned() &&
                    value.get<std::uint64_t>() >= static_cast<std::uint64_t>(smallest) &&
                    value.get<std::uint64_t>() <= static_cast<std::uint64_t>(largest);
  if (!fits) {
    throw refuse(key,
                 "a whole number of " + base::groupedText(smallest) + " to " + base::groupedText(largest));
  }
  return value.get<int>();
}

float JsonFields::positive(const char* key) const {
  const json& value = at(key);
  const double number = value.is_number() ? value.get<double>() : 0;
  const bool fits = number >= static_cast<double>(std::numeric_limits<float>::min()) &&
                    number <= static_cast<double>(std::numeric_limits<float>::max());
  if (!fits) throw refuse(key, "a positive number");
  return static_cast<float>(number);
}

void JsonFields::requireOnly(const char* key, const json& only) const {
  if (has(key) && m_object.at(key) != only) throw refuse(key, "only " + only.dump() + ", which is supported");
}

}  // namespace es::model
