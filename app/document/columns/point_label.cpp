#include "app/document/columns/point_label.h"

#include "base/display_text.h"
#include "base/utf8.h"

namespace es::app {

std::string beginningOf(const std::string& text, std::size_t characters) {
  std::size_t end = 0, count = 0;
  while (end < text.size() && count < characters) {
    ++end;
    while (end < text.size() && base::isContinuation(text[end])) ++end;
    ++count;
  }
  return end == text.size() ? text : text.substr(0, end) + "…";
}

std::string pointLabel(const DocumentState& state, math::Index row) {
  constexpr std::size_t kMostCharacters = 36;
  const model::EmbeddingTable& table = *state.space->table;
  const model::Column* const column =
      state.labelColumn.empty() ? nullptr : model::findColumn(table, state.labelColumn);
  const std::string value = column ? column->text(static_cast<std::size_t>(row)) : std::string();
  return base::displayText(
      beginningOf(value.empty() ? table.vocabulary().word(row) : value, kMostCharacters));
}

}  // namespace es::app
