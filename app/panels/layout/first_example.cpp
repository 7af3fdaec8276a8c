#include "app/panels/layout/first_example.h"

#include <algorithm>
#include <set>

#include "app/command/command_text.h"

namespace es::app {

namespace {

struct ExamplesSeen {
  std::set<Page> pages;
};

struct Example {
  const char* line;
  std::vector<const char*> words;  // that the table must have
};

/// Of a page that has nothing to show.
std::optional<Example> exampleFor(const DocumentState& document, Page page) {
  if (page == Page::Product && !document.product) return Example{"product king ; queen", {"king", "queen"}};
  if (page == Page::Pairs && !document.pairs) {
    return Example{
        "pairs woman - man : uncle aunt ; brother sister ; nephew niece ; father mother ; son daughter",
        {"woman", "man", "uncle", "aunt", "brother", "sister", "nephew", "niece", "father", "mother", "son",
         "daughter"}};
  }
  if (page == Page::Directions && !document.directions) return Example{"directions 10000 100 --seed 1", {}};
  return std::nullopt;
}

}  // namespace

void showFirstExample(PanelContext& context) {
  if (context.onStage() || context.in.lesson.lesson || context.busy() || !context.vocabulary()) return;
  const Page page = context.in.view.page;
  ExamplesSeen& seen = context.memory<ExamplesSeen>();
  if (seen.pages.contains(page)) return;
  seen.pages.insert(page);
  const auto example = exampleFor(context.document(), page);
  if (!example) return;
  const auto known = [&](const char* word) { return context.vocabulary()->find(word).has_value(); };
  if (std::ranges::all_of(example->words, known)) context.issue(parseCommand(example->line));
}

}  // namespace es::app
