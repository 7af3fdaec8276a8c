#include "app/document/caption.h"

#include <fmt/format.h>

#include "base/number_text.h"

namespace es::app {

std::string captionOf(const DocumentState& document) {
  if (!document.space || document.neighbors || document.dots || document.pairs) return {};
  const model::EmbeddingTable& table = *document.space->table;
  return fmt::format("{} words, each a point in {} dimensions.", base::groupedText(table.size()),
                     base::groupedText(table.dims()));
}

}  // namespace es::app
