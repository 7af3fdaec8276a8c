#include "app/document/shown_coloring.h"

#include "app/document/found_colorings.h"

namespace es::app {

ColorSpec colorsOf(const DotAnswer& dots) {
  return {ColorKind::Dot, ColorSpec::kUsualTopics, dots.expression};
}

bool showsDots(const DocumentState& document, const ViewState& view) {
  if (!document.space || !document.dots) return false;
  return view.mode == Mode::Directions || (view.mode == Mode::Words && !document.neighbors);
}

std::shared_ptr<const Coloring> shownColoring(const DocumentState& document, const ViewState& view) {
  if (!document.space || document.color.kind == ColorKind::None) return nullptr;
  const FoundColorings& found = *document.space->colorings;
  if (showsDots(document, view))
    if (auto dots = found.get(colorsOf(*document.dots))) return dots;
  if (document.color.kind != ColorKind::ByItself) return document.coloring;
  return found.get({ColorKind::Topics, ColorSpec::kUsualTopics, {}});
}

}  // namespace es::app
