#include "app/panels/layout/pages.h"

#include <set>
#include <string>

#include "app/document/view_state.h"
#include "catch.h"

using namespace es::app;

TEST_CASE("every page has a name and a label of its own, a tip, a drawing, and `set page` takes it") {
  std::set<std::string> names, labels, tips;
  for (const PageFacts& page : pages()) {
    const std::string name(pageName(page.page));
    INFO(name);
    CHECK(names.insert(name).second);
    CHECK(labels.insert(page.label).second);
    CHECK(tips.insert(page.tip).second);
    CHECK(page.draw != nullptr);
    CHECK(&pageOf(page.page) == &page);
    ViewState view;
    applyView(view, SetCommand{"page", name});
    CHECK(view.page == page.page);
  }
  ViewState view;
  CHECK_THROWS(applyView(view, SetCommand{"page", "no-page"}));
}

TEST_CASE("`set page` takes no name that has no page") {
  std::string all;
  for (const PageFacts& page : pages()) all += (all.empty() ? "" : "|") + std::string(pageName(page.page));
  for (const ViewSetting& setting : viewSettings())
    if (setting.name == "page") CHECK(setting.values == all);
}

TEST_CASE("the pages stand mode by mode") {
  std::size_t sum = 0;
  for (const Mode mode : {Mode::Directions, Mode::Model, Mode::Labs}) {
    REQUIRE_FALSE(pagesOf(mode).empty());
    for (const PageFacts& page : pagesOf(mode)) CHECK(modeOf(page.page) == mode);
    CHECK(pagesOf(mode).front().page == firstPageOf(mode));
    sum += pagesOf(mode).size();
  }
  CHECK(sum == pages().size());
  CHECK(pagesOf(Mode::Words).empty());
}

TEST_CASE("a page has its share until it is dragged") {
  ViewState view;
  applyView(view, SetCommand{"page", "line"});
  CHECK(placeOf(view).share == pageOf(Page::Line).place.share);
  applyView(view, SetCommand{"page-share", "0.3"});
  CHECK(placeOf(view).share == 0.3F);
  applyView(view, SetCommand{"page", "softmax"});
  CHECK(placeOf(view).side == PageSide::Below);
}

TEST_CASE("a page that takes keys says which") {
  for (const PageFacts& page : pages()) {
    INFO(pageName(page.page));
    CHECK((page.takeKey != nullptr) == !std::string_view(page.keys).empty());
    CHECK((page.takeKey != nullptr) == !std::string_view(page.keysDo).empty());
  }
}
