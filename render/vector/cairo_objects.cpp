#include "render/vector/cairo_objects.h"

#include <algorithm>
#include <new>

#include "render/vector/raster_png.h"

namespace es::render {

cairo_status_t appendToString(void* text, const unsigned char* bytes, unsigned count) {
  try {
    static_cast<std::string*>(text)->append(reinterpret_cast<const char*>(bytes), count);
  } catch (const std::bad_alloc&) {
    return CAIRO_STATUS_NO_MEMORY;
  }
  return CAIRO_STATUS_SUCCESS;
}

CairoSurface surfaceOf(const Raster& raster) {
  CairoSurface surface(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, raster.width, raster.height));
  checkCairo(cairo_surface_status(surface.get()), "the points' image cannot be made");
  unsigned char* const pixels = cairo_image_surface_get_data(surface.get());
  const std::ptrdiff_t strideBytes = cairo_image_surface_get_stride(surface.get());
  cairo_surface_flush(surface.get());
  for (int row = 0; row < raster.height; ++row) {
    std::copy_n(raster.argb.begin() + static_cast<std::ptrdiff_t>(row) * raster.width, raster.width,
                reinterpret_cast<std::uint32_t*>(pixels + row * strideBytes));
  }
  cairo_surface_mark_dirty(surface.get());
  return surface;
}

Raster rasterOf(const ColorGlyph& picture) {
  Raster raster{picture.width, picture.height, {}};
  raster.argb.reserve(picture.pixels.size());
  for (const glm::u8vec4 rgba : picture.pixels) {
    raster.argb.push_back(std::uint32_t{rgba.a} << 24U | std::uint32_t{rgba.r} << 16U |
                          std::uint32_t{rgba.g} << 8U | rgba.b);
  }
  return raster;
}

std::string rasterPng(const Raster& raster) {
  std::string bytes;
  checkCairo(cairo_surface_write_to_png_stream(surfaceOf(raster).get(), appendToString, &bytes),
             "the points' image cannot be encoded");
  return bytes;
}

}  // namespace es::render
