#include <cstdio>
#include <exception>

#include "app/program/headless.h"
#include "app/program/options.h"
#include "app/program/window_app.h"
#include "base/display_text.h"
#include "base/error_line.h"

int main(int argc, char** argv) {
  try {
    const auto [options, exitCode] = es::app::parseOptions(argc, argv);
    if (exitCode >= 0) return exitCode;
    return options.headless ? es::app::runHeadless(options) : es::app::runWindow(options);
  } catch (const std::exception& failure) {  // es::Error, and what the standard library throws: one line
    const std::string line = es::base::displayText(es::base::errorLine(failure));
    std::fprintf(stderr, "embedscope: %s\n", line.c_str());
    return 1;
  }
}
