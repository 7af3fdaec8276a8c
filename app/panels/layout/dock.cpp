#include "app/panels/layout/dock.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "app/panels/layout/pages.h"
#include "app/panels/model/model_text.h"
#include "app/panels/widgets/widgets.h"
#include "base/number_text.h"

namespace es::app {

namespace {

constexpr float kDesignLinePx = 17;   // `dock-height` is meant for text of this height
constexpr double kLeastHeight = 110;  // px at font size 15: the tabs and two lines
constexpr float kPictureEms = 9;      // the picture keeps so much

struct DockState {
  std::optional<double> draggedHeight;  // while its edge is dragged
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
  for (std::size_t i = from; i < end; ++i) width += textWidth(pageName(pages()[i].page)) + 0.9F * em();
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
  const std::size_t firstLab = modelPageCount(), count = pages().size();
  const TabGroup model{0, firstLab, tabsPx(0, firstLab)};
  const TabGroup labs{firstLab, count, tabsPx(firstLab, count)};
  if (model.widthPx + labs.widthPx + em() <= room) return {{model, labs}, 1};
  if (std::max(model.widthPx, labs.widthPx) <= room) return {{model, labs}, 2};
  TabRows rows;
  for (std::size_t from = 0; from < count; from = rows.groups.back().end, ++rows.count) {
    std::size_t end = from + 1;
    while (end < count && tabsPx(from, end + 1) <= room) ++end;
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
  std::vector<std::string_view> names;
  std::vector<const char*> tips;
  for (const Page& page : pages().subspan(group.from, group.end - group.from)) {
    names.push_back(pageName(page.page));
    tips.push_back(page.tip);
  }
  const int shown = context.in.view.dock ? static_cast<int>(context.in.view.dockPage) : -1;
  ImGui::PushID(static_cast<int>(group.from));
  const auto clicked = segmented("tabs", names, shown - static_cast<int>(group.from), group.widthPx, tips);
  ImGui::PopID();
  if (clicked) context.showPage(pages()[static_cast<std::size_t>(*clicked) + group.from].page);
}

void drawTabs(PanelContext& context) {
  const float chevron = ImGui::GetFrameHeight();
  const float top = ImGui::GetCursorPosY();
  const TabRows rows = tabRows(ImGui::GetContentRegionAvail().x);
  for (const TabGroup& group : rows.groups) {
    if (rows.count == 1 && group.from > 0) ImGui::SameLine(0, ImGui::GetStyle().ItemSpacing.x + 0.5F * em());
    drawTabGroup(context, group);
  }
  ImGui::SetCursorPos({ImGui::GetWindowWidth() - ImGui::GetStyle().WindowPadding.x - chevron, top});
  const bool on = context.in.view.dock;
  if (orderButton("fold", !on, on ? "Fold the dock away (d)." : "Unfold the dock (d).", true))
    context.set("dock", !on);
}

void drawEdge(PanelContext& context, const PanelBox& box, float gripPx) {
  ImGui::InvisibleButton("edge", {box.width, gripPx});
  auto& height = context.memory<DockState>().draggedHeight;
  const bool used = ImGui::IsItemActive() || ImGui::IsItemHovered();
  if (used) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeNS);
  const float middle = box.x + box.width / 2, half = used ? box.width / 2 : 1.2F * em();
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
  const float grip = 0.7F * em();
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
      std::max(kLeastHeight, context.memory<DockState>().draggedHeight.value_or(context.in.view.dockHeight));
  const float most = std::max(bar, bodyHeightPx - kPictureEms * em());
  return std::round(std::min(static_cast<float>(design) * em() / kDesignLinePx, most));
}

void drawDock(PanelContext& context, const PanelBox& box) {
  dragEdge(context, box);
  ImGui::SetNextWindowPos({box.x, box.y});
  ImGui::SetNextWindowSize({box.width, box.height});
  const ImVec2 padding = ImGui::GetStyle().WindowPadding;
  const float contentAt = barHeightPx(box.width) + std::round(0.1F * em());
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(padding.x, std::round(padding.y / 2)));
  ImGui::Begin("##dock", nullptr, dockFlags());
  drawTabs(context);
  if (context.in.view.dock) {
    ImGui::SetCursorPosY(contentAt);
    compat::beginChild("page", {0, 0});
    pageOf(context.in.view.dockPage).draw(context);
    ImGui::EndChild();
  }
  ImGui::End();
  ImGui::PopStyleVar();
}

void takeDockShortcuts(PanelContext& context, unsigned typed) {
  if (typed == 'd') context.set("dock", !context.in.view.dock);
  const std::size_t at = typed - '1';
  if (typed >= '1' && typed <= '9' && at < pages().size()) context.showPage(pages()[at].page);
  if (typed == 't') {
    context.showPage(DockPage::Text);
    context.memory<ModelTextState>().focus = true;
  }
  const Page& shown = pageOf(context.in.view.dockPage);
  if (context.in.view.dock && shown.takeKey) shown.takeKey(context, typed);
}

}  // namespace es::app
