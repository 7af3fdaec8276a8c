#include "app/program/window_app.h"

#include <cstdio>

#include "app/platform/desktop/paths.h"
#include "app/program/interactive.h"
#include "base/error.h"

namespace es::app {

int runWindow(const Options& options) {
  const LoadedSettings loaded = options.freshSettings ? LoadedSettings{} : loadSettings(settingsPath());
  Window::Size size{loaded.settings.windowWidth, loaded.settings.windowHeight};
  if (options.windowWidth > 0) size = {options.windowWidth, options.windowHeight};
  Window window("Embedscope", size);
  Interactive program(options, window, loaded);
  while (!window.shouldClose()) {
    window.waitOrPoll(program.patienceSec() == 0, program.patienceSec());
    program.frame();
    window.present();
  }
  if (options.freshSettings || loaded.readOnly) return 0;
  saveSettings(settingsPath(), program.settingsNow());
  return 0;
}

}  // namespace es::app
