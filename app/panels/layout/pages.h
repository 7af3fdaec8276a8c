#pragma once

#include <span>

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// A page of the dock. Its name (`set page NAME`, its tab) is in app/document/view_state.h; all else that the
/// window knows of it is here: tabs, tips, keys and the sheet of keys are made from this.
struct Page {
  DockPage page;
  const char* tip;
  void (*draw)(PanelContext& context);
  const char* keys = "";    // that it takes for itself while it shows
  const char* keysDo = "";  // as the sheet of keys says it
  void (*takeKey)(PanelContext& context, unsigned typed) = nullptr;  // a typed character
};

/// All pages, in the order of DockPage: those of the language model, then the labs.
[[nodiscard]] std::span<const Page> pages();
[[nodiscard]] const Page& pageOf(DockPage page);
/// How many of them are of the language model.
[[nodiscard]] std::size_t modelPageCount();

}  // namespace es::app
