#include "app/panels/labs/product_page.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/document/product_state.h"
#include "app/panels/labs/plane_figure.h"
#include "app/panels/labs/term_strip.h"
#include "app/panels/widgets/asker_error.h"
#include "app/panels/widgets/completion.h"
#include "app/panels/widgets/large_font.h"
#include "app/panels/widgets/text_box.h"
#include "app/panels/widgets/widgets.h"
#include "base/display_text.h"
#include "base/error.h"
#include "base/number_text.h"

namespace es::app {

namespace {

struct ProductPageState {
  std::array<std::string, 2> texts, seenTexts;  // the formulas' boxes, and what the document said last
};

constexpr float kBig = 1.8F;  // of the font's size: the product

void askTyped(PanelContext& context) {
  const auto& texts = context.memory<ProductPageState>().texts;
  try {
    ProductCommand command;
    for (const std::string& typed : texts) {
      if (typed.empty()) throw Error("type two words or formulas: king, and queen");
      command.vectors.push_back(math::parseExpression(typed));
    }
    context.ask(std::move(command), Asker::Product);
  } catch (const Error& error) {
    context.fail(error.what(), Asker::Product);
  }
}

// The boxes follow the document, but not over what is being typed.
void followVectors(PanelContext& context) {
  ProductPageState& state = context.memory<ProductPageState>();
  const auto& product = context.document().product;
  for (const std::size_t i : {0, 1})
    followText(state.texts[i], state.seenTexts[i], product ? product->answer.labels[i] : "");
}

void drawBoxes(PanelContext& context) {
  ProductPageState& state = context.memory<ProductPageState>();
  const float dot = textWidth("·") + 2 * ImGui::GetStyle().ItemSpacing.x;
  const float width = std::max(3 * em(), (ImGui::GetContentRegionAvail().x - dot) / 2);
  const TextBoxEvents first = wordBox(context, "##first", state.texts[0], "king", false, width);
  tooltip("A word or a formula. Enter takes both.");
  ImGui::SameLine();
  text("·", context.colors.textDim);
  ImGui::SameLine();
  const TextBoxEvents second = wordBox(context, "##second", state.texts[1], "queen", false, width);
  tooltip("A word or a formula. Enter takes both.");
  if (first.edited || second.edited) context.textChanged(Asker::Product);
  if (first.entered || second.entered) askTyped(context);
  drawAskerError(context, Asker::Product);
}

struct Example {
  const char* label;
  const char* vectors;  // as `product` takes them
  const char* tip;
};
constexpr std::array kExamples{
    Example{"king · queen", "king ; queen", "Two words that are used alike: a large product."},
    Example{"cat · earnings", "cat ; earnings",
            "Two words that have nothing to do with each other: next to a right angle."},
    Example{"captain · (woman − man)", "captain ; woman - man", "A word against a direction: negative."},
    Example{"cats − cat · dogs − dog", "cats - cat ; dogs - dog",
            "Two differences that mean the same: plural."}};

void drawExamples(PanelContext& context) {
  bool first = true;
  for (const Example& example : kExamples) {
    if (!first) ImGui::SameLine(0, 0);
    if (!first && ImGui::GetContentRegionAvail().x < textWidth(example.label) + 0.6F * em()) ImGui::NewLine();
    first = false;
    if (flatButton(example.label, context.colors.accent, example.tip))
      context.ask(ProductCommand{math::parseExpressions(example.vectors), {}, {}, {}}, Asker::Product);
  }
}

void drawEmpty(PanelContext& context) {
  wrapped(
      "The dot product of two vectors: multiply their numbers pair by pair and add everything up. It is "
      "positive where the two point the same way, zero at a right angle, negative where they point against "
      "each other. Type two words, or start with an example; then drag the arrows.",
      context.colors.textDim);
}

/// A formula of several terms stands in brackets: its dot product is with all of it.
std::string factorText(const std::string& label) {
  const std::string shown = base::displayText(label);
  return shown.find(' ') == std::string::npos ? shown : "(" + shown + ")";
}

void drawBigValue(PanelContext& context, const ProductAnswer& answer) {
  const std::string value = base::shownSignedText(answer.dot, 3);
  const float height = kBig * em(), width = kBig * textWidth(value);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const std::array words{factorText(answer.labels[0]), factorText(answer.labels[1])};
  const float whole = ImGui::GetContentRegionAvail().x - textWidth(" ·  =  ");
  const bool oneLine = textWidth(words[0] + words[1]) + width <= whole;  // else the value stands below
  const float room = oneLine ? whole - width : whole;
  const auto fitting = [&](std::size_t i) {  // what the other leaves, at least half
    const float other = textWidth(words[1 - i]);
    return elided(words[i], std::max({em(), room / 2, room - other}));
  };
  const std::string first = fitting(0), second = fitting(1);
  float x = at.x;
  const float base = at.y + (oneLine ? 0.72F * (height - em()) : 0);
  const auto put = [&](const std::string& piece, const Color& color) {
    textAt({x, base}, piece, color);
    x += textWidth(piece);
  };
  put(first, context.colors.groups[3]);
  put(" · ", context.colors.text);
  put(second, context.colors.groups[1]);
  put(" = ", context.colors.text);
  const ImVec2 valueAt = oneLine ? ImVec2{x, at.y} : ImVec2{at.x, at.y + 1.2F * em()};
  scaledText(valueAt, kBig, value, signColor(context, answer));
  ImGui::Dummy({std::max(x, valueAt.x + width) - at.x, valueAt.y - at.y + height});
  tooltip("The dot product: " + base::numberText(answer.dot));
}

void drawMeaning(PanelContext& context, const ProductAnswer& answer) {
  std::string line;
  if (nearlyRight(answer.cosine)) {
    line = answer.dot == 0 ? "zero: a right angle" : "as good as zero: a right angle";
  } else {
    line = answer.dot > 0 ? "positive: they point the same way" : "negative: they point against each other";
  }
  wrapped(line, signColor(context, answer));
  if (context.onStage()) return;
  wrapped("length " + base::shownText(answer.lengths[0], 2) + " × length " +
              base::shownText(answer.lengths[1], 2) + " × cosine " + base::shownText(answer.cosine),
          context.colors.textDim);
  tooltip(
      "The same product by another way: the thick stretch is the second vector's shadow on the first, as "
      "long "
      "as its length times the cosine. Shadow times the first one's length is the dot product.");
}

void drawAngle(PanelContext& context, const ProductAnswer& answer) {
  const auto& [first, second] = answer.plane;
  const double side = first[0] * second[1] - first[1] * second[0] < 0 ? -1 : 1;
  const float button = textWidth("90°") + 2 * ImGui::GetStyle().FramePadding.x;
  ImGui::AlignTextToFramePadding();
  text("angle " + base::shownText(answer.angleDegrees, 1) + "°", context.colors.text);
  ImGui::SameLine();
  ImGui::SetNextItemWidth(
      std::max(3 * em(), ImGui::GetContentRegionAvail().x - button - ImGui::GetStyle().ItemSpacing.x));
  double angle = answer.angleDegrees;
  const double low = 0, high = 180;
  const bool changed = ImGui::SliderScalar("##angle", ImGuiDataType_Double, &angle, &low, &high, "");
  if (ImGui::IsItemActivated()) context.beginDrag();
  tooltip("The angle between the two: drag it, and the second vector turns. Ctrl+click types a number.");
  if (changed && angle >= low && angle <= high && angle != answer.angleDegrees)
    context.issueDragged(ProductCommand{{}, {}, {}, side * std::round(10 * angle) / 10});
  ImGui::SameLine();
  if (textButton("90°")) context.issue(ProductCommand{{}, {}, {}, side * 90});
  tooltip("Turns the second vector to a right angle.");
}

void drawMovedTerms(PanelContext& context, const ProductState& product) {
  const ProductAnswer& answer = product.answer;
  constexpr std::array kAxes{"across:", "up:"};
  const bool wide = ImGui::GetContentRegionAvail().x > 17 * em();
  const int decimals = wide ? 3 : 2;
  const auto lead = [&](const char* name) {
    if (!wide) return;
    text(name, context.colors.textDim);
    ImGui::SameLine(3.6F * em());
  };
  for (const std::size_t i : {0, 1}) {
    const ProductTerm& term = answer.terms[i];
    lead(kAxes[i]);
    text(base::shownText(term.first, decimals), context.colors.groups[3]);
    ImGui::SameLine(0, 0);
    text(" × ", context.colors.text);
    ImGui::SameLine(0, 0);
    text(base::shownText(term.second, decimals), context.colors.groups[1]);
    ImGui::SameLine(0, 0);
    text(" = " + base::shownSignedText(term.product, decimals), context.colors.text);
  }
  lead("sum:");
  text((wide ? "" : "sum ") + base::shownSignedText(answer.dot, decimals), signColor(context, answer));
  wrapped("Moved: no longer the words' own vectors, only two arrows in their plane.", context.colors.textDim);
  if (textButton("the words again")) context.ask(ProductCommand{product.vectors, {}, {}, {}}, Asker::Product);
  tooltip("Puts both arrows back to where the words have them.");
}

void drawOwnTerms(PanelContext& context, const ProductAnswer& answer) {
  const std::string count = base::groupedText(answer.terms.size());
  const LargeLetters letters(context.onStage() ? stageTimes(1.2F) : 1.0F);
  wrapped("All " + count + " numbers: multiplied one by one, and added up", context.colors.textDim);
  tooltip("The plane goes through both vectors, so that lengths, angle and product are those of all " +
          count + " dimensions. The products are added from left to right.");
  const float below = (context.onStage()                              ? 0.4F
                       : ImGui::GetContentRegionAvail().x > 22 * em() ? 1.0F
                                                                      : 2.0F) *
                      ImGui::GetTextLineHeightWithSpacing();
  drawTermStrip(context, answer, std::max(4 * em(), ImGui::GetContentRegionAvail().y - below));
}

/// A lesson's: the largest product as a sum on the board, and what all of them come to.
void drawWorked(const PanelContext& context, const ProductAnswer& answer) {
  const std::size_t at = largestTerms(answer.terms, 1).front();
  const ProductTerm& term = answer.terms[at];
  const auto on = [&](const std::string& said, const Color& ink) {
    ImGui::SameLine(0, 0);
    text(said, ink);
  };
  ImGui::Dummy({1, 0.4F * em()});
  text("number " + base::groupedText(at + 1) + ":  ", context.colors.textDim);
  on(base::shownText(term.first, 3), context.colors.groups[3]);
  on(" × ", context.colors.text);
  on(base::shownText(term.second, 3), context.colors.groups[1]);
  on(" = " + base::shownSignedText(term.product, 3), context.colors.text);
  text("all " + base::groupedText(answer.terms.size()) + " added up:  ", context.colors.textDim);
  on(base::shownSignedText(answer.dot, 3), signColor(context, answer));
}

/// `below`: the terms have the whole width below.
void drawFacts(PanelContext& context, const ProductState& product, bool below) {
  const LargeLetters letters(context.onStage() ? stageTimes(1.3F) : 1.0F);
  if (!context.onStage()) {
    drawBoxes(context);
    drawExamples(context);
  }
  drawBigValue(context, product.answer);
  drawMeaning(context, product.answer);
  if (!context.onStage()) drawAngle(context, product.answer);
  if (product.answer.moved) return drawMovedTerms(context, product);
  if (!below) return drawOwnTerms(context, product.answer);
  if (context.onStage()) drawWorked(context, product.answer);
}

/// Of the page's height, what all terms have across its whole width; nothing where it is too small for them.
float termsHeight(const PanelContext& context, const ProductAnswer& answer, ImVec2 room) {
  if (answer.moved || room.y < (context.onStage() ? 15 : 25) * em() || room.x < 22 * em()) return 0;
  return std::round((context.onStage() ? 0.52F : 0.42F) * room.y);
}

}  // namespace

void drawProductPage(PanelContext& context) {
  if (!context.table()) {
    wrapped("Open a table of words to multiply the vectors of two of them.", context.colors.textDim);
    return;
  }
  followVectors(context);
  const auto& product = context.document().product;
  if (!product) {
    drawBoxes(context);
    drawExamples(context);
    drawEmpty(context);
    return;
  }
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const float figure = std::round(std::clamp(0.46F * room.x, 8 * em(), std::max(8 * em(), 1.9F * room.y)));
  const float terms = termsHeight(context, product->answer, room);
  const float gap = terms > 0 ? 0.5F * em() : 0,
              height = std::floor(std::max(8 * em(), room.y - terms - gap));
  drawPlane(context, product->answer, figure, height);
  tooltip("The plane through both vectors. Drag a tip.");
  ImGui::SameLine(0, 0.8F * em());
  compat::beginChild("facts", {0, height});
  drawFacts(context, *product, terms > 0);
  ImGui::EndChild();
  if (terms > 0) drawOwnTerms(context, product->answer);
}

}  // namespace es::app
