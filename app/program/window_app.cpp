#include "app/program/window_app.h"

#include "app/platform/desktop/paths.h"
#include "app/program/window_loop.h"

namespace es::app {

int runWindow(const Options& options) {
  const LoadedSettings loaded = options.freshSettings ? LoadedSettings{} : loadSettings(settingsPath());
  Window::Size size{loaded.settings.windowWidth, loaded.settings.windowHeight};
  if (options.windowWidth > 0) size = {options.windowWidth, options.windowHeight};
  Window window("Embedscope", size);
  WindowLoop loop(options, window, loaded);
  while (!window.shouldClose()) {
    window.waitOrPoll(loop.patienceSec() == 0, loop.patienceSec());
    loop.frame();
    window.present();
  }
  if (options.freshSettings) return 0;
  loop.keepSession();
  if (loaded.readOnly) return 0;
  saveSettings(settingsPath(), loop.settingsNow());
  return 0;
}

}  // namespace es::app
