#pragma once

#include <memory>
#include <string>
#include <vector>

namespace es::render {

/// Collects the driver's complaints while it lives: KHR_debug's errors, undefined behaviour and deprecated
/// uses where the driver has it, and glGetError's flags. One at a time; needs a current context.
class GlDebugLog {
 public:
  GlDebugLog();
  ~GlDebugLog();
  GlDebugLog(const GlDebugLog&) = delete;
  GlDebugLog& operator=(const GlDebugLog&) = delete;

  static bool hasKhrDebug();
  /// What came since the last call.
  std::vector<std::string> take();

 private:
  std::unique_ptr<std::vector<std::string>> m_messages;  // its address is with the driver
};

}  // namespace es::render
