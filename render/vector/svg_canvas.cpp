#include "render/vector/svg_canvas.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>

#include "base/utf8.h"
#include "render/vector/raster_png.h"

namespace es::render {
namespace {

// Hundredths of a pixel, without trailing zeros.
std::string number(float value) {
  char text[48];
  const auto end = std::to_chars(text, text + sizeof text, value, std::chars_format::fixed, 2).ptr;
  std::string_view shown(text, static_cast<std::size_t>(end - text));
  while (shown.ends_with('0')) shown.remove_suffix(1);
  if (shown.ends_with('.')) shown.remove_suffix(1);
  return shown == "-0" ? "0" : std::string(shown);
}

std::string share(float value) {
  return number(std::round(std::clamp(value, 0.0F, 1.0F) * 100.0F) / 100.0F);
}

std::string attribute(const char* name, const std::string& value) {
  return std::string(" ") + name + "=\"" + value + "\"";
}

std::string attribute(const char* name, float value) {
  return attribute(name, number(value));
}

std::string rgb(glm::vec4 color) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text = "#";
  for (int channel = 0; channel < 3; ++channel) {
    const auto byte = static_cast<unsigned>(std::lround(std::clamp(color[channel], 0.0F, 1.0F) * 255.0F));
    text += {kDigits[byte >> 4U], kDigits[byte & 15U]};
  }
  return text;
}

// "fill" or "stroke", with its opacity where it has one.
std::string colorAttributes(const char* property, glm::vec4 color) {
  std::string text = attribute(property, rgb(color));
  if (color.a < 0.995F) text += std::string(" ") + property + "-opacity=\"" + share(color.a) + "\"";
  return text;
}

// Escaped; what XML 1.0 cannot hold becomes U+FFFD.
std::string xmlText(std::string_view utf8) {
  std::string text;
  while (!utf8.empty()) {
    const std::string_view before = utf8;
    const char32_t c = base::takeCodepoint(utf8);
    const bool allowed = c >= 0x20 || c == '\t' || c == '\n';
    if (c == '&') {
      text += "&amp;";
    } else if (c == '<') {
      text += "&lt;";
    } else if (c == '>') {
      text += "&gt;";
    } else if (c == '"') {
      text += "&quot;";
    } else if (!allowed || c == base::kReplacement || c == 0xFFFE || c == 0xFFFF) {
      text += "\xEF\xBF\xBD";
    } else {
      text += before.substr(0, before.size() - utf8.size());
    }
  }
  return text;
}

std::string base64(std::string_view bytes) {
  constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve(bytes.size() * 4 / 3 + 4);
  const auto byte = [&](std::size_t i) -> std::uint32_t {
    return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U;
  };
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::uint32_t three = byte(i) << 16U | byte(i + 1) << 8U | byte(i + 2);
    const std::size_t digits = std::min<std::size_t>(bytes.size() - i, 3) + 1;
    for (std::size_t d = 0; d < 4; ++d) text += d < digits ? kDigits[three >> (18U - 6U * d) & 63U] : '=';
  }
  return text;
}

}  // namespace

SvgCanvas::SvgCanvas(glm::ivec2 sizePx, const FontChain& font, const std::string& script)
    : m_sizePx(sizePx), m_font(font) {
  m_script = "<metadata id=\"embedscope-script\">" + xmlText(script) + "</metadata>\n";
  m_faces.insert(font.firstFace());
}

// The faces in use by name, in the chain's order, so that readers fall back as the program does.
std::string SvgCanvas::fontFamilies() const {
  std::string families;
  for (const int face : m_faces) {
    std::string name = m_font.familyName(face);
    std::erase(name, '\'');
    if (!name.empty()) families += fmt::format("'{}', ", xmlText(name));
  }
  return families + "sans-serif";
}

std::string SvgCanvas::paintAttributes(const char* property, const Paint& paint) {
  if (paint.stops.size() == 1) return colorAttributes(property, paint.stops.front().color);
  const std::string name = fmt::format("g{}", ++m_gradients);
  m_svg += "<linearGradient" + attribute("id", name) + " gradientUnits=\"userSpaceOnUse\"" +
           attribute("x1", paint.from.x) + attribute("y1", paint.from.y) + attribute("x2", paint.to.x) +
           attribute("y2", paint.to.y) + ">";
  for (const Paint::Stop& stop : paint.stops) {
    m_svg += "<stop" + attribute("offset", share(stop.at)) + attribute("stop-color", rgb(stop.color));
    if (stop.color.a < 0.995F) m_svg += attribute("stop-opacity", share(stop.color.a));
    m_svg += "/>";
  }
  m_svg += "</linearGradient>\n";
  return attribute(property, "url(#" + name + ")");
}

void SvgCanvas::fillPicture(glm::vec4 color) {
  m_svg += "<rect width=\"100%\" height=\"100%\"" + colorAttributes("fill", color) + "/>\n";
}

void SvgCanvas::fillCircle(glm::vec2 center, float radiusPx, glm::vec4 color) {
  m_svg += "<circle" + attribute("cx", center.x) + attribute("cy", center.y) + attribute("r", radiusPx) +
           colorAttributes("fill", color) + "/>\n";
}

void SvgCanvas::strokeCircle(glm::vec2 center, float radiusPx, float widthPx, glm::vec4 color) {
  m_svg += "<circle fill=\"none\"" + attribute("cx", center.x) + attribute("cy", center.y) +
           attribute("r", radiusPx) + attribute("stroke-width", widthPx) + colorAttributes("stroke", color) +
           "/>\n";
}

void SvgCanvas::fillPolygon(std::span<const glm::vec2> corners, const Paint& paint) {
  const std::string fill = paintAttributes("fill", paint);
  m_svg += "<path d=\"";
  for (std::size_t i = 0; i < corners.size(); ++i)
    m_svg += (i == 0 ? "M" : "L") + number(corners[i].x) + " " + number(corners[i].y);
  m_svg += "Z\"" + fill + "/>\n";
}

void SvgCanvas::strokeLine(const Stroke& stroke, const Paint& paint) {
  const std::string color = paintAttributes("stroke", paint);
  m_svg += "<path d=\"M" + number(stroke.from.x) + " " + number(stroke.from.y) + "L" + number(stroke.to.x) +
           " " + number(stroke.to.y) + "\"" + attribute("stroke-width", stroke.widthPx) + color;
  if (stroke.dashPx > 0.0F) m_svg += attribute("stroke-dasharray", stroke.dashPx);
  m_svg += "/>\n";
}

// Letters that stand beside each other are one text; an emoji is an image, since readers differ in whether
// they have it and whether they show it in its colours.
void SvgCanvas::text(const Label& label, float scale) {
  const auto line = m_font.shaped(label.text);
  const std::span<const PlacedGlyph> glyphs(line->glyphs);
  for (std::size_t from = 0, to = 0; from < glyphs.size(); from = to) {
    const bool colored = m_font.hasColors(glyphs[from].glyph.face);
    while (to < glyphs.size() && m_font.hasColors(glyphs[to].glyph.face) == colored) ++to;
    if (colored) {
      emoji(label, scale, glyphs.subspan(from, to - from));
    } else {
      letters(label, scale, glyphs.subspan(from, to - from), line->rightToLeft);
    }
  }
}

void SvgCanvas::letters(const Label& label, float scale, std::span<const PlacedGlyph> glyphs,
                        bool rightToLeft) {
  const float emPx = label.sizePx * scale;
  std::map<std::size_t, std::size_t> clusters;  // first byte -> bytes: in the order of the text
  float widthEm = 0.0F;
  const float startEm = glyphs.front().penEm;
  for (const PlacedGlyph& placed : glyphs) {
    if (placed.glyph.face >= 0) m_faces.insert(placed.glyph.face);
    clusters[placed.firstByte] = placed.bytes;
    widthEm += placed.advanceEm;
  }
  std::string words;
  for (const auto& [firstByte, bytes] : clusters) words += label.text.substr(firstByte, bytes);
  m_svg += "<text xml:space=\"preserve\"" + attribute("x", label.baselinePx.x * scale + startEm * emPx) +
           attribute("y", label.baselinePx.y * scale) + attribute("font-size", emPx) +
           attribute("textLength", widthEm * emPx) + colorAttributes("fill", label.color);
  // A line from right to left ends at the left.
  if (rightToLeft) m_svg += " direction=\"rtl\" text-anchor=\"end\"";
  const float outlinePx = outlineReachPx(label, scale);
  if (outlinePx > 0.0F) {
    m_svg += attribute("stroke-width", 2.0F * outlinePx) + colorAttributes("stroke", label.outlineColor) +
             " stroke-linejoin=\"round\" paint-order=\"stroke\"";
  }
  m_svg += ">" + xmlText(words) + "</text>\n";
}

void SvgCanvas::emoji(const Label& label, float scale, std::span<const PlacedGlyph> glyphs) {
  const float emPx = label.sizePx * scale;
  for (const PlacedGlyph& placed : glyphs) {
    const auto picture = m_font.colorGlyph(placed.glyph);
    if (!picture) continue;
    const glm::vec2 corner = glm::vec2(placed.penEm, -placed.riseEm) + glm::vec2(1, -1) * picture->topLeftEm;
    const glm::vec2 at = label.baselinePx * scale + emPx * corner;
    const float pxPerPixel = emPx / picture->emPx;
    m_svg += "<image" + attribute("x", at.x) + attribute("y", at.y) +
             attribute("width", pxPerPixel * static_cast<float>(picture->width)) +
             attribute("height", pxPerPixel * static_cast<float>(picture->height));
    if (label.color.a < 0.995F) m_svg += attribute("opacity", share(label.color.a));
    m_svg += " xlink:href=\"data:image/png;base64," + base64(rasterPng(rasterOf(*picture))) + "\"><title>" +
             xmlText(label.text.substr(placed.firstByte, placed.bytes)) + "</title></image>\n";
  }
}

void SvgCanvas::image(const Raster& raster) {
  m_svg += "<image" + attribute("width", fmt::to_string(m_sizePx.x)) +
           attribute("height", fmt::to_string(m_sizePx.y)) +
           " preserveAspectRatio=\"none\" xlink:href=\"data:image/png;base64,";
  m_svg += base64(rasterPng(raster));
  m_svg += "\"/>\n";
}

void SvgCanvas::beginGroup(float opacity) {
  m_svg += "<g" + attribute("opacity", share(opacity)) + ">\n";
}

void SvgCanvas::endGroup() {
  m_svg += "</g>\n";
}

std::string SvgCanvas::finish() {
  const std::string width = fmt::to_string(m_sizePx.x), height = fmt::to_string(m_sizePx.y);
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" "
         "xmlns:xlink=\"http://www.w3.org/1999/xlink\"" +
         attribute("width", width) + attribute("height", height) +
         attribute("viewBox", fmt::format("0 0 {} {}", width, height)) +
         attribute("font-family", fontFamilies()) + ">\n" + m_script + m_svg + "</svg>\n";
}

}  // namespace es::render
