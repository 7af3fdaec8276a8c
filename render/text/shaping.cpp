#include "render/text/shaping.h"

#include <fribidi.h>
#include <hb.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <memory>
#include <optional>

#include "base/utf8.h"
#include "render/text/characters.h"

namespace es::render {
namespace {

constexpr int kNoFace = -1;
constexpr std::uint32_t kFirstRightToLeft = 0x590;  // no letter and no control before it changes direction

// Characters of one direction, script and face, in the order of the text.
struct Run {
  std::size_t from = 0;
  std::size_t to = 0;
  int face = kNoFace;
  hb_script_t script = HB_SCRIPT_COMMON;
  bool rightToLeft = false;
};

// A line before shaping: an entry a character in every vector, in the order of the text.
struct Line {
  std::vector<std::uint32_t> characters;
  std::vector<std::size_t> byte;  // and the text's size at the end
  std::vector<int> face;
  std::vector<hb_script_t> script;
  std::vector<FriBidiLevel> level;  // odd: right to left
  bool rightToLeft = false;

  [[nodiscard]] std::size_t size() const { return characters.size(); }
};

void decode(std::string_view utf8, Line& line) {
  const std::size_t size = utf8.size();
  while (!utf8.empty()) {
    line.byte.push_back(size - utf8.size());
    line.characters.push_back(base::takeCodepoint(utf8));
  }
  line.byte.push_back(size);
}

int faceOf(FaceList& faces, std::span<const std::uint32_t> cluster) {
  return cluster.front() < 0x20 ? kNoFace : faces.faceFor(cluster);
}

void chooseFaces(FaceList& faces, Line& line) {
  const std::vector<bool> starts = clusterStarts(line.characters);
  line.face.resize(line.size());
  for (std::size_t from = 0; from < line.size();) {
    std::size_t to = from + 1;
    while (to < line.size() && !starts[to]) ++to;
    const int face = faceOf(faces, std::span(line.characters).subspan(from, to - from));
    std::fill(line.face.begin() + static_cast<std::ptrdiff_t>(from),
              line.face.begin() + static_cast<std::ptrdiff_t>(to), face);
    from = to;
  }
}

// Characters that several scripts share go with the script before them, at the start with that after them.
void chooseScripts(Line& line) {
  const auto shared = [](hb_script_t script) {
    return script == HB_SCRIPT_COMMON || script == HB_SCRIPT_INHERITED || script == HB_SCRIPT_UNKNOWN;
  };
  hb_unicode_funcs_t* const unicode = hb_unicode_funcs_get_default();
  hb_script_t last = HB_SCRIPT_COMMON;
  for (const std::uint32_t character : line.characters) {
    const hb_script_t own = hb_unicode_script(unicode, character);
    if (!shared(own)) last = own;
    line.script.push_back(last);
  }
  const auto first = std::ranges::find_if_not(line.script, shared);
  if (first != line.script.end()) std::fill(line.script.begin(), first, *first);
}

// The levels, and which character stands where, from left to right.
std::vector<FriBidiStrIndex> orderOf(Line& line) {
  const auto size = static_cast<FriBidiStrIndex>(line.size());
  std::vector<FriBidiStrIndex> order(line.size());
  for (FriBidiStrIndex i = 0; i < size; ++i) order[static_cast<std::size_t>(i)] = i;
  line.level.assign(line.size(), 0);
  if (std::ranges::all_of(line.characters, [](std::uint32_t c) { return c < kFirstRightToLeft; }))
    return order;
  std::vector<FriBidiCharType> types(line.size());
  std::vector<FriBidiBracketType> brackets(line.size());
  fribidi_get_bidi_types(line.characters.data(), size, types.data());
  fribidi_get_bracket_types(line.characters.data(), size, types.data(), brackets.data());
  FriBidiParType direction = FRIBIDI_PAR_ON;
  if (fribidi_get_par_embedding_levels_ex(types.data(), brackets.data(), size, &direction,
                                          line.level.data()) == 0 ||
      fribidi_reorder_line(0, types.data(), size, 0, direction, line.level.data(), nullptr, order.data()) ==
          0)
    throw std::bad_alloc();  // its only failure
  line.rightToLeft = FRIBIDI_IS_RTL(direction) != 0;
  return order;
}

bool sameRun(const Line& line, std::size_t a, std::size_t b) {
  return line.face[a] == line.face[b] && line.script[a] == line.script[b] && line.level[a] == line.level[b];
}

// From left to right: a run is of one level, so it stands in one piece.
std::vector<Run> runsOf(const Line& line, const std::vector<FriBidiStrIndex>& order) {
  std::vector<Run> runs;
  for (std::size_t at = 0; at < order.size();) {
    const auto entered = static_cast<std::size_t>(order[at]);
    std::size_t from = entered, to = entered + 1;
    while (from > 0 && sameRun(line, from - 1, entered)) --from;
    while (to < line.size() && sameRun(line, entered, to)) ++to;
    runs.push_back(
        {from, to, line.face[from], line.script[from], FRIBIDI_LEVEL_IS_RTL(line.level[from]) != 0});
    at += to - from;
  }
  return runs;
}

struct FreeBuffer {
  void operator()(hb_buffer_t* buffer) const { hb_buffer_destroy(buffer); }
};

class Shaper {
 public:
  Shaper(FaceList& faces, const Line& line) : m_faces(faces), m_line(line) {}

  void add(const Run& run) {
    if (run.face == kNoFace) {
      addBoxes(run);
    } else {
      addShaped(run);
    }
  }
  ShapedText take() {
    m_text.rightToLeft = m_line.rightToLeft;
    return std::move(m_text);
  }

 private:
  // Of the characters [character, end).
  void put(PlacedGlyph placed, std::size_t character, std::size_t end) {
    placed.penEm += m_text.widthEm;
    placed.firstByte = m_line.byte[character];
    placed.bytes = m_line.byte[end] - placed.firstByte;
    m_text.widthEm += placed.advanceEm;
    m_text.glyphs.push_back(placed);
  }

  void addBoxes(const Run& run) {
    for (std::size_t i = 0; i < run.to - run.from; ++i) {
      const std::size_t at = run.rightToLeft ? run.to - 1 - i : run.from + i;
      if (isIgnorable(m_line.characters[at])) continue;
      put({{kNoFace, m_line.characters[at]}, 0, 0, kBoxAdvanceEm, 0, 0, run.rightToLeft}, at, at + 1);
    }
  }

  void addShaped(const Run& run);
  void shape(const Run& run, const FontFace& face) const;
  std::uint32_t missing(const FontFace& face, std::size_t from, std::size_t to);
  void placeMark(const FontFace& face, PlacedGlyph& mark);

  FaceList& m_faces;
  const Line& m_line;
  ShapedText m_text;
  struct Letter {  // the last one, which marks may go over
    bool there = false;
    std::optional<glm::vec4> ink;  // with that of its marks; measured when the first comes
    std::uint32_t glyph = 0;
    float penEm = 0.0F;
  };
  Letter m_letter;
  std::size_t m_missingAt = 0;  // characters before it have their boxes
  std::unique_ptr<hb_buffer_t, FreeBuffer> m_buffer{hb_buffer_create()};
};

// A word is shown letter by letter as it is spelled: in these scripts ligatures and alternates are ornament.
bool isSpelledPlainly(hb_script_t script) {
  return script == HB_SCRIPT_LATIN || script == HB_SCRIPT_GREEK || script == HB_SCRIPT_CYRILLIC ||
         script == HB_SCRIPT_COMMON;
}

void Shaper::shape(const Run& run, const FontFace& face) const {
  constexpr auto kOff = [](char a, char b, char c, char d) {
    return hb_feature_t{HB_TAG(a, b, c, d), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END};
  };
  static constexpr std::array kPlain{kOff('l', 'i', 'g', 'a'), kOff('c', 'l', 'i', 'g'),
                                     kOff('c', 'a', 'l', 't')};
  hb_buffer_t* const buffer = m_buffer.get();
  hb_buffer_clear_contents(buffer);
  hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_GRAPHEMES);
  hb_buffer_set_flags(buffer, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES);
  // All of the line: letters join with what stands beside their run.
  hb_buffer_add_codepoints(buffer, m_line.characters.data(), static_cast<int>(m_line.size()),
                           static_cast<unsigned>(run.from), static_cast<int>(run.to - run.from));
  hb_buffer_set_direction(buffer, run.rightToLeft ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
  hb_buffer_set_script(buffer, run.script);
  const bool plain = isSpelledPlainly(run.script);
  hb_shape(face.shaper(), buffer, plain ? kPlain.data() : nullptr,
           plain ? static_cast<unsigned>(kPlain.size()) : 0U);
}

// A face without an anchor for this letter and this mark leaves the mark where its outline happens to be.
bool isLoose(const hb_glyph_position_t& position) {
  return position.x_advance == 0 && position.x_offset == 0 && position.y_offset == 0;
}

// A loose mark is centred on its letter; one that belongs above rises over tall letters and over other marks
// there.
void Shaper::placeMark(const FontFace& face, PlacedGlyph& mark) {
  constexpr float kGap = 0.04F, kAboveFrom = 0.3F;
  if (!m_letter.ink) m_letter.ink = face.inkEm(m_letter.glyph) + m_letter.penEm * glm::vec4(1, 0, 1, 0);
  glm::vec4& taken = *m_letter.ink;
  const glm::vec4 ink = face.inkEm(mark.glyph.glyph);
  mark.penEm = (taken.x + taken.z - ink.x - ink.z) / 2 - m_text.widthEm;
  if (ink.y < kAboveFrom) return;
  mark.riseEm = std::max(0.0F, taken.w + kGap - ink.y);
  taken.w = ink.w + mark.riseEm;
}

// Where in the text the cluster of a run's glyph ends: where the next one begins, which stands to its right
// or, from right to left, to its left.
std::size_t clusterEnd(const Run& run, std::span<const hb_glyph_info_t> infos, std::size_t at) {
  const auto differs = [own = infos[at].cluster](const hb_glyph_info_t& info) { return info.cluster != own; };
  const auto here = static_cast<std::ptrdiff_t>(at);
  if (run.rightToLeft) {
    const auto next = std::find_if(std::make_reverse_iterator(infos.begin() + here), infos.rend(), differs);
    return next == infos.rend() ? run.to : next->cluster;
  }
  const auto next = std::find_if(infos.begin() + here, infos.end(), differs);
  return next == infos.end() ? run.to : next->cluster;
}

// The character among these that the face has no glyph for: the next one, when there are several.
std::uint32_t Shaper::missing(const FontFace& face, std::size_t from, std::size_t to) {
  for (std::size_t at = std::max(from, m_missingAt); at < to; ++at) {
    if (isIgnorable(m_line.characters[at]) || face.glyphOf(m_line.characters[at]) != 0) continue;
    m_missingAt = at + 1;
    return m_line.characters[at];
  }
  return m_line.characters[from];
}

void Shaper::addShaped(const Run& run) {
  const FontFace& face = *m_faces.face(run.face);
  shape(run, face);
  unsigned count = 0;
  const hb_glyph_info_t* const info = hb_buffer_get_glyph_infos(m_buffer.get(), &count);
  const hb_glyph_position_t* const positions = hb_buffer_get_glyph_positions(m_buffer.get(), &count);
  const std::span infos(info, count);
  const auto em = [&face](hb_position_t units) { return static_cast<float>(units) * face.emPerUnit(); };
  const bool plain = isSpelledPlainly(run.script) && !run.rightToLeft;
  m_letter = {};
  m_missingAt = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const hb_glyph_position_t& at = positions[i];
    PlacedGlyph placed{{run.face, infos[i].codepoint},
                       em(at.x_offset),
                       em(at.y_offset),
                       em(at.x_advance),
                       0,
                       0,
                       run.rightToLeft};
    const std::size_t end = clusterEnd(run, infos, i);
    if (infos[i].codepoint == 0) {
      placed = {{kNoFace, missing(face, infos[i].cluster, end)}, 0, 0, kBoxAdvanceEm, 0, 0, run.rightToLeft};
    } else if (plain && m_letter.there && isLoose(at)) {
      placeMark(face, placed);
    } else if (at.x_advance > 0) {
      m_letter = {true, {}, placed.glyph.glyph, m_text.widthEm + placed.penEm};
    }
    put(placed, infos[i].cluster, end);
  }
}

}  // namespace

ShapedText shapeText(FaceList& faces, std::string_view utf8) {
  Line line;
  decode(utf8, line);
  chooseFaces(faces, line);
  chooseScripts(line);
  const std::vector<FriBidiStrIndex> order = orderOf(line);
  Shaper shaper(faces, line);
  for (const Run& run : runsOf(line, order)) shaper.add(run);
  return shaper.take();
}

}  // namespace es::render
