#include <cstdio>
#include <exception>

#include "app/headless.h"
#include "app/options.h"
#include "app/window_app.h"
#include "model/vocabulary.h"

int main(int argc, char** argv) {
  try {
    const auto [options, exitCode] = es::app::parseOptions(argc, argv);
    if (exitCode >= 0) return exitCode;
    return options.headless ? es::app::runHeadless(options) : es::app::runWindow(options);
  } catch (
      const std::exception& error) {  // es::Error and what the standard library throws: one line, no trace
    std::fprintf(stderr, "embedscope: %s\n", es::model::displayText(error.what()).c_str());
    return 1;
  }
}
