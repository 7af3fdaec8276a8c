#include "app/panels/layout/dock.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <vector>

#include "app/panels/widgets/widgets.h"
#include "base/display_text.h"
#include "base/number_text.h"

namespace es::app {

namespace {

constexpr float kDesignLinePx = 17;   // `dock-height` is meant for text of this height
constexpr double kLeastHeight = 110;  // px at font size 15: the tabs and two lines
constexpr float kPictureEms = 9;      // the picture keeps so much

// By DockPage: what `set page` takes.
constexpr std::array kNames{"text",       "write",  "soak",    "lens",    "attention", "unembedding",
                            "parameters", "matrix", "product", "softmax", "directions"};
constexpr std::size_t kFirstLab = static_cast<std::size_t>(DockPage::Matrix);
constexpr std::array kTips{
    "The text that the model reads, cut into tokens.",
    "Go on with the text, token by token: at temperature 0 and at yours, side by side.",
    "The path of a token's vector through the layers: how it soaks in context.",
    "What the model would predict after each half-step of its layers (the logit lens).",
    "Which earlier tokens each attention head looks at.",
    "The last vector times the unembedding matrix: one logit for each token.",
    "The model's parameters by part, beside GPT-3's.",
    "The embedding matrix: a column of numbers for each word.",
    "Two vectors in the plane through both: drag them and watch their dot product.",
    "From logits to probabilities, step by step.",
    "How many nearly perpendicular directions fit into a space.",
};

ImGuiWindowFlags dockFlags() {
  ImGuiWindowFlags flags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                           ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus |
                           ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoScrollWithMouse;
  if (!ImGui::GetIO().WantTextInput) flags |= ImGuiWindowFlags_NoNavInputs;
  return flags;
}

float tabsPx(std::size_t from, std::size_t end) {
  float width = 0;
  for (std::size_t i = from; i < end; ++i) width += ImGui::CalcTextSize(kNames[i]).x + 0.9f * em();
  return width;
}

struct TabGroup {
  std::size_t from, end;
  float widthPx;
};
/// The tabs of the model and those of the labs beside each other in one row where both fit, one below the
/// other where each fits; otherwise as many rows as all need, each as full as it gets.
struct TabRows {
  std::vector<TabGroup> groups;
  int count = 0;
};
TabRows tabRows(float widthPx) {
  const float room = widthPx - ImGui::GetFrameHeight() - 2 * ImGui::GetStyle().ItemSpacing.x;
  const TabGroup model{0, kFirstLab, tabsPx(0, kFirstLab)};
  const TabGroup labs{kFirstLab, kNames.size(), tabsPx(kFirstLab, kNames.size())};
  if (model.widthPx + labs.widthPx + em() <= room) return {{model, labs}, 1};
  if (std::max(model.widthPx, labs.widthPx) <= room) return {{model, labs}, 2};
  TabRows rows;
  for (std::size_t from = 0; from < kNames.size(); from = rows.groups.back().end, ++rows.count) {
    std::size_t end = from + 1;
    while (end < kNames.size() && tabsPx(from, end + 1) <= room) ++end;
    rows.groups.push_back({from, end, std::min(tabsPx(from, end), room)});
  }
  return rows;
}

/// Of the bar of tabs, in a dock of this width.
float barHeightPx(float widthPx) {
  const ImGuiStyle& style = ImGui::GetStyle();
  const int rows = tabRows(widthPx - 2 * style.WindowPadding.x).count;
  return std::round(static_cast<float>(rows) * ImGui::GetFrameHeight() +
                    static_cast<float>(rows - 1) * style.ItemSpacing.y + style.WindowPadding.y);
}

void drawTabGroup(PanelContext& context, const TabGroup& group) {
  const std::span names(kNames), tips(kTips);
  const std::size_t size = group.end - group.from;
  const int page = context.in.view.dock ? static_cast<int>(context.in.view.dockPage) : -1;
  ImGui::PushID(static_cast<int>(group.from));
  const auto clicked = segmented("tabs", names.subspan(group.from, size), page - static_cast<int>(group.from),
                                 group.widthPx, tips.subspan(group.from, size));
  ImGui::PopID();
  if (clicked) showPage(context, static_cast<DockPage>(static_cast<std::size_t>(*clicked) + group.from));
}

void drawTabs(PanelContext& context) {
  const float chevron = ImGui::GetFrameHeight();
  const float top = ImGui::GetCursorPosY();
  const TabRows rows = tabRows(ImGui::GetContentRegionAvail().x);
  for (const TabGroup& group : rows.groups) {
    if (rows.count == 1 && group.from > 0) ImGui::SameLine(0, ImGui::GetStyle().ItemSpacing.x + 0.5f * em());
    drawTabGroup(context, group);
  }
  ImGui::SetCursorPos({ImGui::GetWindowWidth() - ImGui::GetStyle().WindowPadding.x - chevron, top});
  const bool on = context.in.view.dock;
  if (orderButton("fold", !on, on ? "Fold the dock away (d)." : "Unfold the dock (d).", true))
    context.set("dock", !on);
}

void drawPage(PanelContext& context) {
  switch (context.in.view.dockPage) {
    case DockPage::Write:
      return drawWritePage(context);
    case DockPage::Soak:
      return drawSoakPage(context);
    case DockPage::Lens:
      return drawLensPage(context);
    case DockPage::Attention:
      return drawAttentionPage(context);
    case DockPage::Unembedding:
      return drawUnembeddingPage(context);
    case DockPage::Parameters:
      return drawParametersPage(context);
    case DockPage::Matrix:
      return drawMatrixPage(context);
    case DockPage::Product:
      return drawProductPage(context);
    case DockPage::Softmax:
      return drawSoftmaxPage(context);
    case DockPage::Directions:
      return drawDirectionsPage(context);
    default:
      return drawTextPage(context);
  }
}

void drawEdge(PanelContext& context, const PanelBox& box, float gripPx) {
  ImGui::InvisibleButton("edge", {box.width, gripPx});
  auto& height = context.state.model.dockHeight;
  const bool used = ImGui::IsItemActive() || ImGui::IsItemHovered();
  if (used) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeNS);
  const float middle = box.x + box.width / 2, half = used ? box.width / 2 : 1.2f * em();
  ImGui::GetWindowDrawList()->AddLine({middle - half, box.y}, {middle + half, box.y},
                                      ImGui::GetColorU32(used ? ImGuiCol_CheckMark : ImGuiCol_TextDisabled),
                                      2);
  if (ImGui::IsItemActive()) {
    const double moved = static_cast<double>(ImGui::GetIO().MouseDelta.y * kDesignLinePx / em());
    height = std::max(kLeastHeight, height.value_or(context.in.view.dockHeight) - moved);
  } else if (height) {
    context.issue(SetCommand{"dock-height", base::numberText(std::round(*height))});
    height.reset();
  }
}

// The upper edge, dragged: the view is told when it is let go. Begun before the dock, folded or not: of
// windows that focus does not bring to the front, Dear ImGui lays the older above.
void dragEdge(PanelContext& context, const PanelBox& box) {
  const float grip = 0.7f * em();
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, ImVec2(1, 1));
  ImGui::SetNextWindowPos({box.x, box.y - grip / 2});
  ImGui::SetNextWindowSize({box.width, grip});
  ImGui::Begin("##dockedge", nullptr, dockFlags() | ImGuiWindowFlags_NoBackground);
  if (context.in.view.dock) drawEdge(context, box, grip);
  ImGui::End();
  ImGui::PopStyleVar(2);
}

}  // namespace

float dockHeightPx(const PanelContext& context, float widthPx, float bodyHeightPx) {
  const float bar = barHeightPx(widthPx);
  if (!context.in.view.dock) return bar;
  const double design =
      std::max(kLeastHeight, context.state.model.dockHeight.value_or(context.in.view.dockHeight));
  const float most = std::max(bar, bodyHeightPx - kPictureEms * em());
  return std::round(std::min(static_cast<float>(design) * em() / kDesignLinePx, most));
}

void drawDock(PanelContext& context, const PanelBox& box) {
  dragEdge(context, box);
  ImGui::SetNextWindowPos({box.x, box.y});
  ImGui::SetNextWindowSize({box.width, box.height});
  const ImVec2 padding = ImGui::GetStyle().WindowPadding;
  const float contentAt = barHeightPx(box.width) + std::round(0.1f * em());
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(padding.x, std::round(padding.y / 2)));
  ImGui::Begin("##dock", nullptr, dockFlags());
  drawTabs(context);
  if (context.in.view.dock) {
    ImGui::SetCursorPosY(contentAt);
    compat::beginChild("page", {0, 0});
    drawPage(context);
    ImGui::EndChild();
  }
  ImGui::End();
  ImGui::PopStyleVar();
}

void takeDockShortcuts(PanelContext& context, unsigned typed) {
  if (typed == 'd') context.set("dock", !context.in.view.dock);
  if (typed >= '1' && typed <= '9') showPage(context, static_cast<DockPage>(typed - '1'));
  if (typed == 't') {
    showPage(context, DockPage::Text);
    context.state.model.focusText = true;
  }
  const auto& story = context.document().model.story;
  if (context.in.view.dock && context.in.view.dockPage == DockPage::Matrix)
    takeMatrixShortcuts(context, typed);
  if (!context.in.view.dock || context.in.view.dockPage != DockPage::Write) return;
  if (typed == 'w') toggleWriting(context);
  if (typed == '.' && story && !context.busy()) stepStory(context);
  if (typed == ',' && story && !context.busy()) backStory(context);
}

void showPage(PanelContext& context, DockPage page) {
  if (context.in.view.dockPage != page)
    context.issue(SetCommand{"page", kNames[static_cast<std::size_t>(page)]});
  if (!context.in.view.dock) context.set("dock", true);
}

bool openModelOrHint(PanelContext& context, const char* wouldShow) {
  if (context.languageModel()) return true;
  wrapped(wouldShow, context.colors.textDim);
  if (ImGui::Button("open the story model")) context.ask(OpenCommand{"story", {}, {}}, Asker::Open);
  tooltip("A small language model that came with the program. Your own: open… on the left.");
  drawAskerError(context, Asker::Open);
  return false;
}

bool textOrHint(PanelContext& context, const char* wouldShow) {
  if (!openModelOrHint(context, wouldShow)) return false;
  if (context.document().model.text) return true;
  wrapped(wouldShow, context.colors.textDim);
  if (ImGui::Button("type a text")) {
    showPage(context, DockPage::Text);
    context.state.model.focusText = true;
  }
  return false;
}

void drawBusy(PanelContext& context) {
  if (!context.busy()) return;
  text("the model is at work: " + std::to_string(std::lround(100 * context.in.running->share)) + " %",
       context.colors.accent);
}

void drawAskerError(const PanelContext& context, Asker asker) {
  if (context.state.asker != asker || context.state.askerError.empty()) return;
  wrapped(base::displayText(context.state.askerError), context.colors.error);
}

bool shouldAsk(PanelContext& context, AskedFor& asked, bool answered) {
  const auto& standing = context.document().model.text;
  const double temperature = context.document().temperature;
  if (answered || !standing || context.busy() || context.in.document.canRedo()) return false;
  if (context.state.model.textWaits || context.state.model.writing || ImGui::IsAnyMouseDown()) return false;
  if (asked.text == standing && asked.temperature == temperature) return false;
  asked = {standing, temperature};
  return true;
}

void askForPage(PanelContext& context, Command command, Asker from) {
  context.ask(std::move(command), from, true);
}

}  // namespace es::app
