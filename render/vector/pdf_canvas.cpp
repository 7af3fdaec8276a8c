#include "render/vector/pdf_canvas.h"

#include <cairo-ft.h>
#include <cairo-pdf.h>

#include <algorithm>
#include <cmath>
#include <glm/gtc/constants.hpp>

#include "render/text/font_faces.h"
#include "render/vector/cairo_objects.h"

namespace es::render {
namespace {

constexpr double kPointsPerPx = 0.75;

// As fine as a PNG: every alpha of its own would be an entry in the file.
double byteStep(float share) {
  return std::round(255.0 * std::clamp(static_cast<double>(share), 0.0, 1.0)) / 255.0;
}

void setColor(cairo_t* context, glm::vec4 color) {
  cairo_set_source_rgba(context, byteStep(color.r), byteStep(color.g), byteStep(color.b), byteStep(color.a));
}

void setPaint(cairo_t* context, const Paint& paint) {
  if (paint.stops.size() == 1) return setColor(context, paint.stops.front().color);
  const CairoPattern gradient(
      cairo_pattern_create_linear(paint.from.x, paint.from.y, paint.to.x, paint.to.y));
  for (const auto& [at, color] : paint.stops)
    cairo_pattern_add_color_stop_rgba(gradient.get(), at, byteStep(color.r), byteStep(color.g),
                                      byteStep(color.b), byteStep(color.a));
  cairo_set_source(context, gradient.get());
}

// A FreeType face of its own library, on its own copy of the file: cairo keeps fonts longer than any picture.
class FreeTypeFace {
 public:
  explicit FreeTypeFace(std::vector<std::uint8_t> file) : m_file(std::move(file)) {
    if (FT_Init_FreeType(&m_library) != 0) throw Error("the font library cannot be started");
    if (FT_New_Memory_Face(m_library, m_file.data(), static_cast<FT_Long>(m_file.size()), 0, &m_face) != 0) {
      FT_Done_FreeType(m_library);
      throw Error("a font cannot be read for the PDF");
    }
  }
  ~FreeTypeFace() {
    FT_Done_Face(m_face);
    FT_Done_FreeType(m_library);
  }
  FreeTypeFace(const FreeTypeFace&) = delete;
  FreeTypeFace& operator=(const FreeTypeFace&) = delete;
  FT_Face get() const { return m_face; }

 private:
  std::vector<std::uint8_t> m_file;
  FT_Library m_library = nullptr;
  FT_Face m_face = nullptr;
};

CairoFontFace cairoFace(const FontChain::Faces::Face& face) {
  static const cairo_user_data_key_t kOwner{};
  auto owned = std::make_unique<FreeTypeFace>(face.file);
  CairoFontFace font(cairo_ft_font_face_create_for_ft_face(owned->get(), FT_LOAD_NO_HINTING));
  checkCairo(cairo_font_face_set_user_data(font.get(), &kOwner, owned.get(),
                                           [](void* data) { delete static_cast<FreeTypeFace*>(data); }),
             "a font cannot be kept");
  (void)owned.release();  // cairo's now
  return font;
}

// The glyphs of one face that follow each other in a line.
struct Run {
  int face = -1;
  std::vector<cairo_glyph_t> glyphs;
  std::vector<cairo_text_cluster_t> clusters;  // a glyph each
  std::string text;
};

std::vector<Run> runsOf(const FontChain::Faces& faces, const Label& label, float scale) {
  const float emPx = label.sizePx * scale;
  std::vector<Run> runs;
  for (const PlacedGlyph& placed : faces.layout(label.text).glyphs) {
    if (runs.empty() || runs.back().face != placed.glyph.face)
      runs.push_back({placed.glyph.face, {}, {}, {}});
    const glm::vec2 pen = label.baselinePx * scale + emPx * glm::vec2(placed.penEm, -placed.riseEm);
    runs.back().glyphs.push_back({static_cast<unsigned long>(placed.glyph.glyph), pen.x, pen.y});
    runs.back().clusters.push_back({static_cast<int>(placed.bytes), 1});
    runs.back().text += label.text.substr(placed.firstByte, placed.bytes);
  }
  return runs;
}

}  // namespace

struct PdfCanvas::State {
  State(glm::ivec2 sizePx, const FontChain& chain, const std::string& script) : size(sizePx), font(chain) {
    surface.reset(cairo_pdf_surface_create_for_stream(appendToString, &pdf, kPointsPerPx * sizePx.x,
                                                      kPointsPerPx * sizePx.y));
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATOR, "Embedscope");
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_KEYWORDS, script.c_str());
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE,
                                   "");  // same picture, same bytes
    context.reset(cairo_create(surface.get()));
    cairo_scale(context.get(), kPointsPerPx, kPointsPerPx);
    checkCairo(cairo_status(context.get()), "the PDF cannot be begun");
  }

  void useFace(int index, float emPx) {
    auto& face = faces[index];
    if (!face) face = cairoFace(font.faces().faces[static_cast<std::size_t>(index)]);
    cairo_set_font_face(context.get(), face.get());
    cairo_set_font_size(context.get(), emPx);
  }
  void addBox(const cairo_glyph_t& place, float emPx);
  void addPath(const Run& run, float emPx);
  void fillText(const Run& run, float emPx);

  glm::ivec2 size;
  const FontChain& font;
  std::string pdf;
  CairoSurface surface;
  CairoContext context;
  std::map<int, CairoFontFace> faces;
  std::vector<float> opacities;  // of the groups that are open
};

// The box that stands for a character that no face has; the glyph's index is its code point.
void PdfCanvas::State::addBox(const cairo_glyph_t& place, float emPx) {
  const auto segments = font.faces().outline(GlyphRef{-1, static_cast<int>(place.index)});
  glm::vec2 pen(1.0e9F);
  for (const OutlineSegment& segment : segments) {
    if (segment.from != pen)
      cairo_move_to(context.get(), place.x + segment.from.x * emPx, place.y - segment.from.y * emPx);
    cairo_line_to(context.get(), place.x + segment.to.x * emPx, place.y - segment.to.y * emPx);
    pen = segment.to;
  }
}

void PdfCanvas::State::addPath(const Run& run, float emPx) {
  if (run.face < 0) {
    for (const cairo_glyph_t& glyph : run.glyphs) addBox(glyph, emPx);
    return;
  }
  useFace(run.face, emPx);
  cairo_glyph_path(context.get(), run.glyphs.data(), static_cast<int>(run.glyphs.size()));
}

void PdfCanvas::State::fillText(const Run& run, float emPx) {
  if (run.face < 0) {
    addPath(run, emPx);
    cairo_fill(context.get());
    return;
  }
  useFace(run.face, emPx);
  cairo_show_text_glyphs(context.get(), run.text.data(), static_cast<int>(run.text.size()), run.glyphs.data(),
                         static_cast<int>(run.glyphs.size()), run.clusters.data(),
                         static_cast<int>(run.clusters.size()), cairo_text_cluster_flags_t{});
}

PdfCanvas::PdfCanvas(glm::ivec2 sizePx, const FontChain& font, const std::string& script)
    : m_state(std::make_unique<State>(sizePx, font, script)) {}
PdfCanvas::~PdfCanvas() = default;

void PdfCanvas::fillPicture(glm::vec4 color) {
  setColor(m_state->context.get(), color);
  cairo_paint(m_state->context.get());
}

void PdfCanvas::fillCircle(glm::vec2 center, float radiusPx, glm::vec4 color) {
  cairo_t* const context = m_state->context.get();
  setColor(context, color);
  cairo_new_path(context);
  cairo_arc(context, center.x, center.y, radiusPx, 0.0, glm::two_pi<double>());
  cairo_fill(context);
}

void PdfCanvas::strokeCircle(glm::vec2 center, float radiusPx, float widthPx, glm::vec4 color) {
  cairo_t* const context = m_state->context.get();
  setColor(context, color);
  cairo_set_dash(context, nullptr, 0, 0.0);
  cairo_set_line_width(context, widthPx);
  cairo_new_path(context);
  cairo_arc(context, center.x, center.y, radiusPx, 0.0, glm::two_pi<double>());
  cairo_close_path(context);
  cairo_stroke(context);
}

void PdfCanvas::fillPolygon(std::span<const glm::vec2> corners, const Paint& paint) {
  cairo_t* const context = m_state->context.get();
  setPaint(context, paint);
  cairo_new_path(context);
  for (const glm::vec2 corner : corners) cairo_line_to(context, corner.x, corner.y);
  cairo_close_path(context);
  cairo_fill(context);
}

void PdfCanvas::strokeLine(const Stroke& stroke, const Paint& paint) {
  cairo_t* const context = m_state->context.get();
  setPaint(context, paint);
  const double dash = stroke.dashPx;
  cairo_set_dash(context, &dash, dash > 0 ? 1 : 0, 0.0);
  cairo_set_line_cap(context, CAIRO_LINE_CAP_BUTT);
  cairo_set_line_width(context, stroke.widthPx);
  cairo_new_path(context);
  cairo_move_to(context, stroke.from.x, stroke.from.y);
  cairo_line_to(context, stroke.to.x, stroke.to.y);
  cairo_stroke(context);
}

void PdfCanvas::text(const Label& label, float scale) {
  cairo_t* const context = m_state->context.get();
  const float emPx = label.sizePx * scale;
  const std::vector<Run> runs = runsOf(m_state->font.faces(), label, scale);
  if (const float outlinePx = outlineReachPx(label, scale); outlinePx > 0.0F) {
    setColor(context, label.outlineColor);
    cairo_set_dash(context, nullptr, 0, 0.0);
    cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND);
    cairo_set_line_width(context, 2.0 * outlinePx);
    cairo_new_path(context);
    for (const Run& run : runs) m_state->addPath(run, emPx);
    cairo_stroke(context);
  }
  setColor(context, label.color);
  cairo_new_path(context);
  for (const Run& run : runs) m_state->fillText(run, emPx);
}

void PdfCanvas::image(const Raster& raster) {
  cairo_t* const context = m_state->context.get();
  const CairoSurface surface = surfaceOf(raster);
  cairo_save(context);
  cairo_scale(context, static_cast<double>(m_state->size.x) / raster.width,
              static_cast<double>(m_state->size.y) / raster.height);
  cairo_set_source_surface(context, surface.get(), 0.0, 0.0);
  cairo_paint(context);
  cairo_restore(context);
}

void PdfCanvas::beginGroup(float opacity) {
  m_state->opacities.push_back(opacity);
  cairo_push_group(m_state->context.get());
}

void PdfCanvas::endGroup() {
  cairo_pop_group_to_source(m_state->context.get());
  cairo_paint_with_alpha(m_state->context.get(), byteStep(m_state->opacities.back()));
  m_state->opacities.pop_back();
}

std::string PdfCanvas::finish() {
  checkCairo(cairo_status(m_state->context.get()), "the PDF cannot be drawn");
  m_state->context.reset();
  cairo_surface_finish(m_state->surface.get());
  checkCairo(cairo_surface_status(m_state->surface.get()), "the PDF cannot be written");
  return std::move(m_state->pdf);
}

}  // namespace es::render
