#include "app/document/drawn_in.h"

namespace es::app {

DocumentState drawnIn(const DocumentState& document, Mode mode) {
  DocumentState drawn = document;
  const bool all = mode == Mode::Words;
  if (!all && mode != Mode::Directions) {
    drawn.pairs = nullptr;
    drawn.dots = nullptr;
    drawn.field.reset();
  }
  if (!all && mode != Mode::Model) drawn.model.traces.clear();
  return drawn;
}

}  // namespace es::app
