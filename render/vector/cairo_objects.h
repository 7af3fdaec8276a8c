#pragma once
// Owners of cairo's objects; for the sources of render/.

#include <cairo.h>

#include <memory>
#include <string>

#include "base/error.h"
#include "render/vector/vector_canvas.h"

namespace es::render {

struct FreeCairo {
  void operator()(cairo_t* context) const { cairo_destroy(context); }
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(cairo_pattern_t* pattern) const { cairo_pattern_destroy(pattern); }
  void operator()(cairo_font_face_t* face) const { cairo_font_face_destroy(face); }
};
using CairoContext = std::unique_ptr<cairo_t, FreeCairo>;
using CairoSurface = std::unique_ptr<cairo_surface_t, FreeCairo>;
using CairoPattern = std::unique_ptr<cairo_pattern_t, FreeCairo>;
using CairoFontFace = std::unique_ptr<cairo_font_face_t, FreeCairo>;

inline void checkCairo(cairo_status_t status, const char* doing) {
  if (status != CAIRO_STATUS_SUCCESS) throw Error(std::string(doing) + ": " + cairo_status_to_string(status));
}

/// For cairo's stream functions; the closure is a std::string.
cairo_status_t appendToString(void* text, const unsigned char* bytes, unsigned count);

/// A copy of the pixels. Throws es::Error.
CairoSurface surfaceOf(const Raster& raster);

}  // namespace es::render
