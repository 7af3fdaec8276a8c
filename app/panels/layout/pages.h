#pragma once

#include <span>

#include "app/document/view_state.h"
#include "app/panels/layout/stage_layout.h"
#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// A page beside the scene. Its name (`set page NAME`) and its mode are in app/document/view_state.h; all
/// else that the window knows of it is here: tabs, tips, place, keys and the sheet of keys are made from
/// this.
struct PageFacts {
  Page page;
  const char* label;  // for people, on its tab
  const char* tip;
  void (*draw)(PanelContext& context);
  PagePlace place{};        // where it stands, and its share when nobody has dragged the divider
  const char* keys = "";    // that it takes for itself while it shows
  const char* keysDo = "";  // as the sheet of keys says it
  void (*takeKey)(PanelContext& context, unsigned typed) = nullptr;  // a typed character
};

/// All pages, in the order of Page: mode by mode.
[[nodiscard]] std::span<const PageFacts> pages();
[[nodiscard]] const PageFacts& pageOf(Page page);
/// Those of a mode; of Words there are none.
[[nodiscard]] std::span<const PageFacts> pagesOf(Mode mode);
/// Where the page on show stands now: dragged, or as it is.
[[nodiscard]] PagePlace placeOf(const ViewState& view);

}  // namespace es::app
