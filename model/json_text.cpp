#include "model/json_text.h"

#include <cmath>
#include <limits>
#include <set>
#include <utility>
#include <vector>

#include "model/file_error.h"

namespace es::model {
namespace {

using nlohmann::json;

Error refuseAt(const JsonPlace& place, const std::string& expected, const std::string& found) {
  return fileError(place.path, {place.where, expected, found});
}

std::string joined(const std::string& where, const std::string& inner) {
  return where.empty() ? inner : where + ", " + inner;
}

/// Watches the parser: nothing nested too deep, no key twice in one object.
class KeyGuard {
 public:
  explicit KeyGuard(const JsonPlace& place) : m_place(place) {}

  bool operator()(int depth, json::parse_event_t event, json& parsed) {
    constexpr int kDeepest = 32;
    if (depth > kDeepest) throw refuseAt(m_place, "JSON of at most 32 levels", "deeper nesting");
    if (event == json::parse_event_t::object_start) m_keys.emplace_back();
    if (event == json::parse_event_t::object_end) m_keys.pop_back();
    if (event == json::parse_event_t::key) {
      const auto& key = parsed.get_ref<const std::string&>();
      if (!m_keys.back().insert(key).second) {
        throw refuseAt(m_place, "every key once", inQuotes(key) + " twice");
      }
    }
    return true;
  }

 private:
  const JsonPlace& m_place;
  std::vector<std::set<std::string>> m_keys;  // of the objects that are open, outermost first
};

}  // namespace

json parseJson(const JsonPlace& place, std::string_view text) {
  try {
    KeyGuard guard(place);
    return json::parse(text, [&guard](int depth, json::parse_event_t event, json& parsed) {
      return guard(depth, event, parsed);
    });
  } catch (const json::parse_error& error) {
    const std::size_t at = error.byte > 0 ? error.byte - 1 : 0;
    throw refuseAt({place.path, joined(place.where, "byte " + grouped(at))}, "valid JSON",
                   at < text.size() ? inQuotes(text.substr(at)) : "its end");
  } catch (const json::out_of_range&) {
    throw refuseAt(place, "numbers within their range", "one beyond every range");
  }
}

json readJsonFile(const InputFile& file) {
  constexpr std::uint64_t kLargestBytes = std::uint64_t{256} << 20;
  if (file.size() > kLargestBytes) {
    throw fileError(file.path(), {"", "JSON of at most 256 MiB", grouped(file.size()) + " bytes"});
  }
  std::string text(static_cast<std::size_t>(file.size()), '\0');
  file.read(0, std::as_writable_bytes(std::span(text)));
  return parseJson({file.path(), ""}, text);
}

JsonFields::JsonFields(JsonPlace place, const json& object) : m_place(std::move(place)), m_object(object) {
  if (!object.is_object()) throw refuseAt(m_place, "a JSON object", inQuotes(object.dump()));
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
  return refuseAt({m_place.path, joined(m_place.where, inQuotes(key))}, expected,
                  found == m_object.end() ? "none" : inQuotes(found->dump()));
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
    throw refuse(key, "a whole number of " + grouped(static_cast<std::uint64_t>(smallest)) + " to " +
                          grouped(static_cast<std::uint64_t>(largest)));
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
