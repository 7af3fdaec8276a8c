#pragma once

#include <string>

#include "render/vector/vector_canvas.h"

namespace es::render {

/// A whole PNG file with straight alpha, made by cairo. Throws es::Error.
std::string rasterPng(const Raster& raster);

}  // namespace es::render
