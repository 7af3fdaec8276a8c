#include "app/document/shown_coloring.h"

namespace es::app {

bool showsDots(const DocumentState& document, const ViewState& view) {
  if (!document.space || !document.dots) return false;
  return view.mode == Mode::Directions || (view.mode == Mode::Words && !document.neighbors);
}

std::shared_ptr<const Coloring> shownColoring(const DocumentState& document, const ViewState& view) {
  if (!document.space || document.color.kind == ColorKind::None) return nullptr;
  if (showsDots(document, view)) return document.dotsColoring;
  return document.color.kind == ColorKind::ByItself ? document.space->topics->get() : document.coloring;
}

}  // namespace es::app
