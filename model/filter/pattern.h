#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace es::model {

/// A regular expression of ICU (unicode-org.github.io/icu/userguide/strings/regexp.html) that gives up on
/// what takes it too long. For one thread; each has its own copy.
class Pattern {
 public:
  /// Throws es::Error for what is no regular expression, with the place where it stops being one.
  explicit Pattern(const std::string& pattern);
  Pattern(const Pattern& other);
  Pattern& operator=(const Pattern&) = delete;
  Pattern(Pattern&&) noexcept;
  Pattern& operator=(Pattern&&) noexcept;
  ~Pattern();

  /// Whether it is found anywhere in a text (UTF-8; other bytes are U+FFFD). Throws es::Error where that
  /// would take more than about a tenth of a second, or too much memory.
  [[nodiscard]] bool foundIn(std::string_view text);

 private:
  struct Parts;
  std::unique_ptr<Parts> m_parts;
};

}  // namespace es::model
