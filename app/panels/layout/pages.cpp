#include "app/panels/layout/pages.h"

#include <array>

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
#include "app/panels/model/unembedding_page.h"
#include "app/panels/model/writing.h"

namespace es::app {

namespace {

constexpr std::array kPages{
    Page{DockPage::Text, "The text that the model reads, cut into tokens.", drawTextPage},
    Page{DockPage::Write, "Go on with the text, token by token: at temperature 0 and at yours, side by side.",
         drawWritePage, "w  .  ,", "go on or stop, a token more, a token back", takeWritingKey},
    Page{DockPage::Soak, "The path of a token's vector through the layers: how it soaks in context.",
         drawSoakPage},
    Page{DockPage::Lens, "What the model would predict after each half-step of its layers (the logit lens).",
         drawLensPage},
    Page{DockPage::Attention, "Which earlier tokens each attention head looks at.", drawAttentionPage},
    Page{DockPage::Unembedding, "The last vector times the unembedding matrix: one logit for each token.",
         drawUnembeddingPage},
    Page{DockPage::Parameters, "The model's parameters by part, beside GPT-3's.", drawParametersPage},
    Page{DockPage::Matrix, "The embedding matrix: a column of numbers for each word.", drawMatrixPage, ".  ,",
         "the next column, the one before", takeMatrixKey},
    Page{DockPage::Product, "Two vectors in the plane through both: drag them and watch their dot product.",
         drawProductPage},
    Page{DockPage::Softmax, "From logits to probabilities, step by step.", drawSoftmaxPage},
    Page{DockPage::Directions, "How many nearly perpendicular directions fit into a space.",
         drawDirectionsPage},
};

constexpr bool inOrder() {
  for (std::size_t i = 0; i < kPages.size(); ++i)
    if (static_cast<std::size_t>(kPages[i].page) != i) return false;
  return true;
}
static_assert(inOrder(), "a page's row has the place of its DockPage");

}  // namespace

std::span<const Page> pages() {
  return kPages;
}

const Page& pageOf(DockPage page) {
  return kPages[static_cast<std::size_t>(page)];
}

std::size_t modelPageCount() {
  return static_cast<std::size_t>(DockPage::Matrix);
}

}  // namespace es::app
