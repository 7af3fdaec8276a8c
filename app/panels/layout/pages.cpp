#include "app/panels/layout/pages.h"

#include <algorithm>
#include <array>

#include "app/panels/directions/dot_panel.h"
#include "app/panels/directions/pairs_section.h"
#include "app/panels/labs/directions_page.h"
#include "app/panels/labs/matrix_page.h"
#include "app/panels/labs/product_page.h"
#include "app/panels/labs/softmax_page.h"
#include "app/panels/model/attention_page.h"
#include "app/panels/model/lens_page.h"
#include "app/panels/model/parameters_page.h"
#include "app/panels/model/soak_page.h"
#include "app/panels/model/story/write_page.h"
#include "app/panels/model/text_page.h"
#include "app/panels/model/unembedding/unembedding_page.h"
#include "app/panels/model/writing.h"

namespace es::app {

namespace {

constexpr PagePlace kLine{PageSide::Below, 0.46F}, kBeside{PageSide::Right, 0.53F},
    kWide{PageSide::Below, 0.6F}, kWhole{PageSide::Whole, 1};

constexpr std::array kPages{
    PageFacts{Page::Line, "number line", "How far each word points along a direction.", drawDotPanel, kLine},
    PageFacts{Page::Pairs, "pairs", "Whether the differences of other pairs point the same way.",
              drawPairsSection, kBeside},
    PageFacts{Page::Text, "text", "The text that the model reads, cut into tokens.", drawTextPage, kBeside},
    PageFacts{Page::Attention, "attention", "Which tokens each attention head looks at.", drawAttentionPage,
              kBeside},
    PageFacts{Page::Soak, "meaning in context",
              "The path of a token's vector through the layers: how it soaks in context.", drawSoakPage,
              kBeside},
    PageFacts{Page::Lens, "guess after each layer",
              "What the model would predict after each step of its layers (the logit lens).", drawLensPage,
              kBeside},
    PageFacts{Page::Unembedding, "next token",
              "The last vector times the unembedding matrix: one score for each token.", drawUnembeddingPage,
              kBeside},
    PageFacts{Page::Write, "story",
              "Go on with the text, token by token: at temperature 0 and at yours, side by side.",
              drawWritePage, kBeside, "w  .  ,", "go on or stop, a token more, a token back", takeWritingKey},
    PageFacts{Page::Parameters, "parameters", "The model's parameters by part, beside GPT-3's.",
              drawParametersPage, kBeside},
    PageFacts{Page::Matrix, "matrix", "The embedding matrix: a column of numbers for each word.",
              drawMatrixPage, kWide, ".  ,", "the next column, the one before", takeMatrixKey},
    PageFacts{Page::Product, "dot product",
              "Two vectors in the plane through both: drag them and watch their dot product.",
              drawProductPage, kWhole},
    PageFacts{Page::Softmax, "softmax", "From scores to probabilities, step by step.", drawSoftmaxPage,
              kWhole},
    PageFacts{Page::Directions, "many directions",
              "How many nearly perpendicular directions fit into a space.", drawDirectionsPage, kWhole},
};

constexpr bool inOrder() {
  for (std::size_t i = 0; i < kPages.size(); ++i)
    if (static_cast<std::size_t>(kPages[i].page) != i) return false;
  return kPages.size() == kPageNames.size();
}
static_assert(inOrder(), "a page's row has the place of its Page");

}  // namespace

std::span<const PageFacts> pages() {
  return kPages;
}

const PageFacts& pageOf(Page page) {
  return kPages[static_cast<std::size_t>(page)];
}

std::span<const PageFacts> pagesOf(Mode mode) {
  const auto ofMode = [mode](const PageFacts& facts) { return modeOf(facts.page) == mode; };
  const auto from = std::ranges::find_if(kPages, ofMode);
  return {from, std::find_if_not(from, kPages.end(), ofMode)};
}

PagePlace placeOf(const ViewState& view) {
  PagePlace place = pageOf(view.page).place;
  if (view.pageShare <= 0) return place;
  if (place.side == PageSide::Whole) place.side = PageSide::Below;
  place.share = static_cast<float>(view.pageShare);
  place.byHand = true;
  return place;
}

}  // namespace es::app
