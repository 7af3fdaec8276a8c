#include "render/vector/pdf_canvas.h"

#include <cairo-ft.h>
#include <cairo-pdf.h>
#include <hb.h>

#include <algorithm>
#include <cmath>
#include <glm/gtc/constants.hpp>

#include "render/vector/cairo_objects.h"
#include "render/vector/raster_png.h"

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
  for (const auto& [at, color] : paint.stops) {
    cairo_pattern_add_color_stop_rgba(gradient.get(), at, byteStep(color.r), byteStep(color.g),
                                      byteStep(color.b), byteStep(color.a));
  }
  cairo_set_source(context, gradient.get());
}

// A FreeType face of its own library: cairo keeps fonts longer than any picture.
class FreeTypeFace {
 public:
  explicit FreeTypeFace(FontBytes bytes) : m_bytes(std::move(bytes)), m_library(startFreeType()) {
    unsigned size = 0;
    const char* const data = hb_blob_get_data(m_bytes.get(), &size);
    if (FT_New_Memory_Face(m_library.get(), reinterpret_cast<const FT_Byte*>(data),
                           static_cast<FT_Long>(size), 0, &m_face) != 0)
      throw Error("a font cannot be read for the PDF");
  }
  ~FreeTypeFace() { FT_Done_Face(m_face); }
  FreeTypeFace(const FreeTypeFace&) = delete;
  FreeTypeFace& operator=(const FreeTypeFace&) = delete;
  [[nodiscard]] FT_Face get() const { return m_face; }

 private:
  FontBytes m_bytes;
  FreeType m_library;
  FT_Face m_face = nullptr;
};

CairoFontFace cairoFace(FontBytes bytes) {
  static const cairo_user_data_key_t kOwner{};
  auto owned = std::make_unique<FreeTypeFace>(std::move(bytes));
  CairoFontFace font(cairo_ft_font_face_create_for_ft_face(owned->get(), FT_LOAD_NO_HINTING));
  checkCairo(cairo_font_face_set_user_data(font.get(), &kOwner, owned.get(),
                                           [](void* data) { delete static_cast<FreeTypeFace*>(data); }),
             "a font cannot be kept");
  (void)owned.release();  // cairo's now
  return font;
}

// Glyphs of one face and direction that stand beside each other in a line, as cairo takes them.
struct Run {
  int face = -1;
  bool rightToLeft = false;
  std::vector<cairo_glyph_t> glyphs;           // from left to right
  std::vector<cairo_text_cluster_t> clusters;  // in the order of the text
  std::string text;
};

// The text of the run and which glyphs are whose, by the places of the glyphs' clusters.
void addClusters(Run& run, std::span<const PlacedGlyph> glyphs, std::string_view utf8) {
  const auto add = [&](const PlacedGlyph& glyph, std::size_t& lastByte) {
    if (!run.clusters.empty() && lastByte == glyph.firstByte) {
      ++run.clusters.back().num_glyphs;
      return;
    }
    lastByte = glyph.firstByte;
    run.clusters.push_back({static_cast<int>(glyph.bytes), 1});
    run.text += utf8.substr(glyph.firstByte, glyph.bytes);
  };
  std::size_t lastByte = 0;
  if (run.rightToLeft) {
    std::for_each(glyphs.rbegin(), glyphs.rend(), [&](const PlacedGlyph& glyph) { add(glyph, lastByte); });
  } else {
    std::ranges::for_each(glyphs, [&](const PlacedGlyph& glyph) { add(glyph, lastByte); });
  }
}

std::vector<Run> runsOf(const FontChain& font, const Label& label, float scale) {
  const float emPx = label.sizePx * scale;
  const auto line = font.shaped(label.text);
  const std::span<const PlacedGlyph> glyphs(line->glyphs);
  std::vector<Run> runs;
  for (std::size_t from = 0, to = 0; from < glyphs.size(); from = to) {
    Run run{glyphs[from].glyph.face, glyphs[from].rightToLeft, {}, {}, {}};
    for (;
         to < glyphs.size() && glyphs[to].glyph.face == run.face && glyphs[to].rightToLeft == run.rightToLeft;
         ++to) {
      const glm::vec2 pen = label.baselinePx * scale + emPx * glm::vec2(glyphs[to].penEm, -glyphs[to].riseEm);
      run.glyphs.push_back({glyphs[to].glyph.glyph, pen.x, pen.y});
    }
    addClusters(run, glyphs.subspan(from, to - from), label.text);
    runs.push_back(std::move(run));
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
    if (!face) face = cairoFace(font.bytes(index));
    cairo_set_font_face(context.get(), face.get());
    cairo_set_font_size(context.get(), emPx);
  }
  void addBox(const cairo_glyph_t& place, float emPx);
  void addPath(const Run& run, float emPx);
  void fillText(const Run& run, float emPx);
  void showPictures(const Run& run, float emPx);

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
  const auto segments = font.outline(GlyphRef{-1, static_cast<std::uint32_t>(place.index)});
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
  if (font.hasColors(run.face)) return;  // pictures have no outline
  useFace(run.face, emPx);
  cairo_glyph_path(context.get(), run.glyphs.data(), static_cast<int>(run.glyphs.size()));
}

// Emoji, in their own colours.
void PdfCanvas::State::showPictures(const Run& run, float emPx) {
  for (const cairo_glyph_t& glyph : run.glyphs) {
    const auto picture = font.colorGlyph({run.face, static_cast<std::uint32_t>(glyph.index)});
    if (!picture) continue;
    const CairoSurface pixels = surfaceOf(rasterOf(*picture));
    cairo_save(context.get());
    cairo_translate(context.get(), glyph.x + picture->topLeftEm.x * emPx,
                    glyph.y - picture->topLeftEm.y * emPx);
    cairo_scale(context.get(), emPx / picture->emPx, emPx / picture->emPx);
    cairo_set_source_surface(context.get(), pixels.get(), 0.0, 0.0);
    cairo_paint(context.get());
    cairo_restore(context.get());
  }
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
                         static_cast<int>(run.clusters.size()),
                         run.rightToLeft ? CAIRO_TEXT_CLUSTER_FLAG_BACKWARD : cairo_text_cluster_flags_t{});
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
  const std::vector<Run> runs = runsOf(m_state->font, label, scale);
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
  for (const Run& run : runs)
    if (!m_state->font.hasColors(run.face)) m_state->fillText(run, emPx);
  for (const Run& run : runs)
    if (m_state->font.hasColors(run.face)) m_state->showPictures(run, emPx);
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
