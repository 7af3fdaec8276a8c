#pragma once

#include <string>

#include "render/text/shaped_text.h"
#include "render/vector/vector_canvas.h"

namespace es::render {

Raster rasterOf(const ColorGlyph& picture);

/// A whole PNG file with straight alpha, made by cairo. Throws es::Error.
std::string rasterPng(const Raster& raster);

}  // namespace es::render
