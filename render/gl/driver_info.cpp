#include "render/gl/driver_info.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "render/gl/gl.h"

namespace es::render {
namespace {

std::string glText(GLenum name) {
  const auto* text = reinterpret_cast<const char*>(glGetString(name));
  return text != nullptr ? text : "";
}

bool isSoftware(const std::string& renderer) {
  constexpr std::array<std::string_view, 4> kNames = {"llvmpipe", "softpipe", "swrast", "SwiftShader"};
  return std::ranges::any_of(kNames,
                             [&](std::string_view name) { return renderer.find(name) != std::string::npos; });
}

}  // namespace

DriverInfo driverInfo() {
  DriverInfo info;
  info.renderer = glText(GL_RENDERER);
  info.version = glText(GL_VERSION);
  glGetIntegerv(GL_MAX_TEXTURE_SIZE, &info.maxTextureSize);
  glGetIntegerv(GL_MAX_SAMPLES, &info.maxSamples);
  info.software = isSoftware(info.renderer);
  return info;
}

}  // namespace es::render
