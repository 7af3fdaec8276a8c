#include "app/platform/imgui/panel_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "base/utf8.h"
#include "render/text/characters.h"

namespace es::app {

namespace {

constexpr char32_t kFirstPrivate = 0xE000, kLastPrivate = 0xF8FF;
constexpr std::size_t kMostForms = 4096;

bool isAscii(std::string_view utf8) {
  return std::ranges::all_of(utf8, [](char byte) { return static_cast<unsigned char>(byte) < 0x80; });
}

// The glyphs at `from` that came from the same characters, which are behind one another.
std::size_t clusterEnd(std::span<const render::PlacedGlyph> glyphs, std::size_t from) {
  std::size_t to = from + 1;
  while (to < glyphs.size() && glyphs[to].firstByte == glyphs[from].firstByte) ++to;
  return to;
}

float advanceOf(std::span<const render::PlacedGlyph> glyphs) {
  float sum = 0;
  for (const render::PlacedGlyph& placed : glyphs) sum += placed.advanceEm;
  return sum;
}

}  // namespace

// False for what Dear ImGui's code points cannot name.
bool PanelText::use(char32_t codepoint) {
  if (codepoint > 0xFFFF) return false;
  if (m_inUse.insert(static_cast<Code>(codepoint)).second) m_new.push_back(static_cast<Code>(codepoint));
  return true;
}

// All of it is shown as it is.
bool PanelText::isPlain(std::string_view utf8) {
  while (!utf8.empty()) {
    const char32_t c = base::takeCodepoint(utf8);
    if (c == '\n' || c == '\t') continue;
    if (!render::standsAlone(c) || !use(c)) return false;
  }
  return true;
}

std::string_view PanelText::shown(std::string_view utf8) {
  if (isAscii(utf8)) return utf8;
  if (const auto known = m_forms.find(utf8); known != m_forms.end()) return known->second;
  if (isPlain(utf8)) return utf8;
  std::string form;
  std::string_view rest = utf8;
  while (true) {
    const std::size_t end = rest.find('\n');
    appendLine(rest.substr(0, end), form);
    if (end == std::string_view::npos) break;
    form += '\n';
    rest.remove_prefix(end + 1);
  }
  return m_forms.emplace(utf8, std::move(form)).first->second;
}

// A single character that needs no shaping where it stands.
bool PanelText::appendAlone(std::string_view cluster, bool rightToLeft, std::string& form) {
  std::string_view rest = cluster;
  const char32_t c = base::takeCodepoint(rest);
  const bool alone = c == ' ' || (!rightToLeft && render::standsAlone(c));
  if (!rest.empty() || !alone || !use(c)) return false;
  base::appendCodepoint(form, c);
  return true;
}

void PanelText::appendLine(std::string_view line, std::string& form) {
  const auto shaped = m_font.shaped(line);
  const std::span<const render::PlacedGlyph> glyphs(shaped->glyphs);
  float startEm = 0;  // where the glyph at `from` would stand without an offset of its own
  for (std::size_t from = 0, to = 0; from < glyphs.size(); from = to) {
    const render::PlacedGlyph& first = glyphs[from];
    to = clusterEnd(glyphs, from);
    if (appendAlone(line.substr(first.firstByte, first.bytes), first.rightToLeft, form)) {
      startEm += advanceOf(glyphs.subspan(from, to - from));
      continue;
    }
    if (m_font.hasColors(first.glyph.face)) {
      to = from + 1;
    } else {  // on to the next blank, emoji or letter that stands by itself
      std::string unused;
      while (
          to < glyphs.size() && !m_font.hasColors(glyphs[to].glyph.face) &&
          glyphs[to].penEm - first.penEm < kWidestCellEm &&
          !appendAlone(line.substr(glyphs[to].firstByte, glyphs[to].bytes), glyphs[to].rightToLeft, unused))
        to = clusterEnd(glyphs, to);
    }
    Cell cell{{glyphs.begin() + static_cast<std::ptrdiff_t>(from),
               glyphs.begin() + static_cast<std::ptrdiff_t>(to)},
              advanceOf(glyphs.subspan(from, to - from))};
    for (render::PlacedGlyph& placed : cell.glyphs) placed.penEm -= startEm;
    startEm += cell.advanceEm;
    base::appendCodepoint(form, codeOf(std::move(cell)));
  }
}

std::size_t PanelText::fittingBytes(std::string_view line, float widthPx, float emPx) const {
  struct Cluster {
    std::size_t end = 0;
    float advancePx = 0;
  };
  const auto shaped = m_font.shaped(line);
  const std::span<const render::PlacedGlyph> glyphs(shaped->glyphs);
  std::vector<Cluster> clusters;
  for (std::size_t from = 0, to = 0; from < glyphs.size(); from = to) {
    to = clusterEnd(glyphs, from);
    clusters.push_back({glyphs[from].firstByte + glyphs[from].bytes,
                        wholeAdvancePx(advanceOf(glyphs.subspan(from, to - from)), emPx)});
  }
  std::ranges::sort(clusters, {}, &Cluster::end);  // as they are read, not as they stand
  std::size_t fits = 0;
  for (const Cluster& cluster : clusters) {
    widthPx -= cluster.advancePx;
    if (widthPx < 0) break;
    fits = cluster.end;
  }
  return fits;
}

char32_t PanelText::codeOf(Cell cell) {
  std::string key;
  const auto unitsOf = [](float em) { return std::lround(em * 1024); };
  for (const render::PlacedGlyph& placed : cell.glyphs) {
    fmt::format_to(std::back_inserter(key), "{} {} {} {} ", placed.glyph.face, placed.glyph.glyph,
                   unitsOf(placed.penEm), unitsOf(placed.riseEm));
  }
  if (const auto known = m_codes.find(key); known != m_codes.end()) return known->second;
  const auto code = static_cast<char32_t>(kFirstPrivate + m_cells.size());
  if (code > kLastPrivate) {
    m_exhausted = true;
    return base::kReplacement;
  }
  m_cells.push_back(std::move(cell));
  m_codes.emplace(std::move(key), static_cast<Code>(code));
  use(code);
  return code;
}

void PanelText::note(std::string_view utf8) {
  while (!utf8.empty()) {
    const char32_t c = base::takeCodepoint(utf8);
    if (c >= ' ' && !(c >= kFirstPrivate && c <= kLastPrivate)) use(c);
  }
}

void PanelText::note(char32_t from, char32_t to) {
  for (char32_t c = from; c <= to; ++c) use(c);
}

void PanelText::forget() {
  m_cells.clear();
  m_codes.clear();
  m_forms.clear();
  m_inUse.clear();
  m_new.clear();
  m_exhausted = false;
}

void PanelText::trim() {
  if (m_forms.size() > kMostForms) m_forms.clear();
  if (kFirstPrivate + m_cells.size() > kLastPrivate) forget();
}

float PanelText::wholeAdvancePx(float advanceEm, float emPx) {
  constexpr float kMore = 1.0F / 1024;  // whatever floats make of a half
  return std::round(advanceEm * emPx + kMore);
}

PanelText::Glyph PanelText::glyph(Code code, float emPx) const {
  if (code >= kFirstPrivate && code < kFirstPrivate + m_cells.size()) {
    const Cell& cell = m_cells[code - kFirstPrivate];
    return {m_raster.draw(m_font, cell.glyphs, emPx), cell.advanceEm};
  }
  render::PlacedGlyph placed;
  placed.glyph = m_font.find(code);
  if (placed.glyph.face < 0) placed.glyph.glyph = code;
  return {m_raster.draw(m_font, std::span(&placed, 1), emPx), m_font.advanceEm(placed.glyph)};
}

}  // namespace es::app
