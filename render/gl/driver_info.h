#pragma once

#include <string>

namespace es::render {

/// What the driver says of itself and its limits. Needs a current context.
struct DriverInfo {
  std::string renderer;  // GL_RENDERER
  std::string version;   // GL_VERSION
  int maxTextureSize = 0;
  int maxSamples = 0;
  bool software = false;  // llvmpipe, softpipe, swrast ...
};
DriverInfo driverInfo();

}  // namespace es::render
