#include "render/text/characters.h"

#include <hb.h>
#include <utf8proc.h>

#include <algorithm>

namespace es::render {
namespace {

constexpr char32_t kTextSelector = 0xFE0E, kPictureSelector = 0xFE0F, kKeycap = 0x20E3;

const utf8proc_property_t& propertiesOf(char32_t codepoint) {
  return *utf8proc_get_property(static_cast<utf8proc_int32_t>(codepoint));
}

bool contains(std::span<const std::uint32_t> cluster, char32_t codepoint) {
  return std::ranges::find(cluster, codepoint) != cluster.end();
}

}  // namespace

bool isIgnorable(char32_t codepoint) {
  return propertiesOf(codepoint).ignorable != 0;
}

bool isMark(char32_t codepoint) {
  const auto category = propertiesOf(codepoint).category;
  return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC ||
         category == UTF8PROC_CATEGORY_ME;
}

bool isPrivateUse(char32_t codepoint) {
  return propertiesOf(codepoint).category == UTF8PROC_CATEGORY_CO;
}

bool standsAlone(char32_t codepoint) {
  const auto& properties = propertiesOf(codepoint);
  switch (properties.bidi_class) {
    case UTF8PROC_BIDI_CLASS_R:
    case UTF8PROC_BIDI_CLASS_AL:
    case UTF8PROC_BIDI_CLASS_AN:
      return false;
    default:
      break;
  }
  switch (properties.boundclass) {
    case UTF8PROC_BOUNDCLASS_L:  // pieces of Hangul syllables
    case UTF8PROC_BOUNDCLASS_V:
    case UTF8PROC_BOUNDCLASS_T:
    case UTF8PROC_BOUNDCLASS_REGIONAL_INDICATOR:
      return false;
    default:
      break;
  }
  if (isIgnorable(codepoint) || isMark(codepoint) || isPrivateUse(codepoint)) return false;
  switch (hb_unicode_script(hb_unicode_funcs_get_default(), codepoint)) {
    case HB_SCRIPT_COMMON:
    case HB_SCRIPT_LATIN:
    case HB_SCRIPT_GREEK:
    case HB_SCRIPT_CYRILLIC:
    case HB_SCRIPT_ARMENIAN:
    case HB_SCRIPT_GEORGIAN:
    case HB_SCRIPT_ETHIOPIC:
    case HB_SCRIPT_CHEROKEE:
    case HB_SCRIPT_HAN:
    case HB_SCRIPT_HIRAGANA:
    case HB_SCRIPT_KATAKANA:
    case HB_SCRIPT_BOPOMOFO:
    case HB_SCRIPT_HANGUL:
    case HB_SCRIPT_YI:
      return true;
    default:
      return false;
  }
}

bool isEmoji(std::span<const std::uint32_t> cluster) {
  if (cluster.empty() || contains(cluster, kTextSelector)) return false;
  if (contains(cluster, kPictureSelector) || contains(cluster, kKeycap)) return true;
  const auto& first = propertiesOf(cluster.front());
  if (first.boundclass == UTF8PROC_BOUNDCLASS_REGIONAL_INDICATOR) return true;
  // Pictographs that are pictures unless told otherwise are those as wide as an East Asian letter (UAX #11).
  return first.boundclass == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC && first.charwidth == 2;
}

std::vector<bool> clusterStarts(std::span<const std::uint32_t> text) {
  std::vector<bool> starts(text.size(), true);
  utf8proc_int32_t state = 0;
  for (std::size_t i = 1; i < text.size(); ++i) {
    starts[i] = utf8proc_grapheme_break_stateful(static_cast<utf8proc_int32_t>(text[i - 1]),
                                                 static_cast<utf8proc_int32_t>(text[i]), &state) != 0;
  }
  return starts;
}

}  // namespace es::render
