#include <cstdio>
#include <exception>

#include "app/program/headless.h"
#include "app/program/options.h"
#include "app/program/window_app.h"
#include "base/display_text.h"
#include "base/display_text.h"

int main(int argc, char** argv) {
  try {
    const auto [options, exitCode] = es::app::parseOptions(argc, argv);
    if (exitCode >= 0) return exitCode;
    return options.headless ? es::app::runHeadless(options) : es::app::runWindow(options);
  } catch (
      const std::exception& error) {  // es::Error and what the standard library throws: one line, no trace
    std::fprintf(stderr, "embedscope: %s\n", es::base::displayText(error.what()).c_str());
    return 1;
  }
}
