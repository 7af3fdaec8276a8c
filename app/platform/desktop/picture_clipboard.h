#pragma once

#include <string>

#include "render/gl/render_target.h"

namespace es::app {

/// Puts a picture on the desktop's clipboard, as PNG with its script, through wl-copy (Wayland) or xclip (X).
/// Waits for the tool. Throws es::Error: which tool to install, or that there is no desktop.
void copyPicture(const render::Image& image, const std::string& script);

}  // namespace es::app
