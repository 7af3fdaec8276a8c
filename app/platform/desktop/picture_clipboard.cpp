#include "app/platform/desktop/picture_clipboard.h"

#include <chrono>
#include <cstdlib>

#include "app/platform/desktop/child_process.h"
#include "app/platform/desktop/png_file.h"
#include "base/error.h"

namespace es::app {
namespace {

constexpr auto kPatience = std::chrono::seconds(20);

bool isSet(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0';
}

std::vector<std::string> toolCommand() {
  const bool wayland = isSet("WAYLAND_DISPLAY"), x = isSet("DISPLAY");
  const auto wlCopy = programInPath("wl-copy"), xclip = programInPath("xclip");
  if (wayland && !wlCopy.empty()) return {wlCopy.string(), "--type", "image/png"};
  if (x && !xclip.empty()) return {xclip.string(), "-selection", "clipboard", "-t", "image/png", "-i"};
  if (wayland) {
    throw Error(
        "a picture is copied through wl-copy, which is not installed (package wl-clipboard); F12 saves it");
  }
  if (x)
    throw Error("a picture is copied through xclip, which is not installed (package xclip); F12 saves it");
  throw Error("there is no clipboard without a desktop; screenshot PATH saves the picture");
}

}  // namespace

void copyPicture(const render::Image& image, const std::string& script) {
  ChildProcess tool(toolCommand());
  const auto end = std::chrono::steady_clock::now() + kPatience;
  const auto late = [end] { return std::chrono::steady_clock::now() > end; };
  tool.write(encodePng(image, script), late);
  tool.finish(late);
  if (late()) throw Error("the clipboard did not take the picture within 20 seconds");
}

}  // namespace es::app
