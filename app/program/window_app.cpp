#include "app/program/window_app.h"

#include <exception>

#include "app/platform/desktop/paths.h"
#include "app/program/window_loop.h"

namespace es::app {

int runWindow(const Options& options) {
  const LoadedSettings loaded = options.freshSettings ? LoadedSettings{} : loadSettings(settingsPath());
  Window::Size size{loaded.settings.windowWidth, loaded.settings.windowHeight};
  if (options.windowWidth > 0) size = {options.windowWidth, options.windowHeight};
  Window window("Embedscope", size);
  WindowLoop loop(options, window, loaded);
  std::exception_ptr failed;  // the first of several; each is tried whatever becomes of the others
  const auto attempt = [&failed](const auto& work) {
    try {
      work();
    } catch (const std::exception&) {
      if (!failed) failed = std::current_exception();
    }
  };
  attempt([&] {
    while (!window.shouldClose()) {
      window.waitOrPoll(loop.patienceSec() == 0, loop.patienceSec());
      loop.frame();
      window.present();
    }
  });
  if (!options.freshSettings) {
    attempt([&] { loop.keepSession(); });
    if (!loaded.readOnly) attempt([&] { saveSettings(settingsPath(), loop.settingsNow()); });
  }
  if (failed) std::rethrow_exception(failed);
  return 0;
}

}  // namespace es::app
