#include "app/panels/layout/pages.h"

#include <set>
#include <string>

#include "app/document/view_state.h"
#include "catch.h"

using namespace es::app;

TEST_CASE("every page has a name of its own, a tip, a drawing, and `set page` takes it") {
  std::set<std::string> names, tips;
  for (const Page& page : pages()) {
    const std::string name(pageName(page.page));
    INFO(name);
    CHECK(names.insert(name).second);
    CHECK(tips.insert(page.tip).second);
    CHECK(page.draw != nullptr);
    CHECK(&pageOf(page.page) == &page);
    ViewState view;
    applyView(view, SetCommand{"page", name});
    CHECK(view.dockPage == page.page);
  }
  ViewState view;
  CHECK_THROWS(applyView(view, SetCommand{"page", "no-page"}));
}

TEST_CASE("`set page` takes no name that has no page") {
  std::string all;
  for (const Page& page : pages()) all += (all.empty() ? "" : "|") + std::string(pageName(page.page));
  for (const ViewSetting& setting : viewSettings())
    if (setting.name == "page") CHECK(setting.values == all);
}

TEST_CASE("the pages of the model come before those of the labs") {
  REQUIRE(modelPageCount() < pages().size());
  CHECK(pages()[modelPageCount()].page == DockPage::Matrix);
  CHECK(pages()[modelPageCount() - 1].page == DockPage::Parameters);
}

TEST_CASE("a page that takes keys says which") {
  for (const Page& page : pages()) {
    INFO(pageName(page.page));
    CHECK((page.takeKey != nullptr) == !std::string_view(page.keys).empty());
    CHECK((page.takeKey != nullptr) == !std::string_view(page.keysDo).empty());
  }
}
