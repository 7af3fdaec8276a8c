#include "app/panels/layout/page_frame.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/document/model_questions.h"
#include "app/panels/layout/first_example.h"
#include "app/panels/layout/pages.h"
#include "app/panels/layout/pills.h"
#include "app/panels/widgets/asker_error.h"
#include "app/panels/widgets/cards.h"
#include "app/panels/widgets/widgets.h"
#include "base/display_text.h"
#include "base/number_text.h"

namespace es::app {

namespace {

constexpr float kTabPadEms = 0.42F;

float tabWidth(const PageFacts& page) {
  return std::ceil(textWidth(page.label) + 2 * kTabPadEms * em());
}

/// What lies between two tabs: the model's pages are steps of one path, read from left to right.
float jointWidth(Mode mode) {
  return mode == Mode::Model ? std::ceil(0.45F * em()) : 0.0F;
}

void drawTab(PanelContext& context, const PageFacts& page) {
  const float width = tabWidth(page), height = ImGui::GetFrameHeight();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  if (pressArea(page.label, {width, height})) context.showPage(page.page);
  const bool on = context.in.view.page == page.page, hovered = ImGui::IsItemHovered();
  tooltip(page.tip);
  const Color& ink = on || hovered ? context.colors.text : context.colors.textDim;
  textAt({at.x + kTabPadEms * em(), at.y + (height - ImGui::GetTextLineHeight()) / 2}, page.label, ink);
  if (!on) return;
  const float line = std::max(2.0F, std::round(0.14F * em()));
  ImGui::GetWindowDrawList()->AddRectFilled({at.x + kTabPadEms * em(), at.y + height - line},
                                            {at.x + width - kTabPadEms * em(), at.y + height},
                                            toU32(context.colors.accent), line / 2);
}

/// An arrow between two tabs.
void drawJoint(const PanelContext& context, float widthPx) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float middle = at.y + ImGui::GetFrameHeight() / 2, x = at.x + widthPx / 2, arm = 0.2F * em();
  const ImVec2 points[3] = {{x - arm / 2, middle - arm}, {x + arm / 2, middle}, {x - arm / 2, middle + arm}};
  ImGui::GetWindowDrawList()->AddPolyline(points, 3, toU32(context.colors.textDim, 0.7F), 0, 1.3F);
  ImGui::Dummy({widthPx, ImGui::GetFrameHeight()});
}

void drawAllTabs(PanelContext& context, std::span<const PageFacts> shown) {
  const float joint = jointWidth(context.in.view.mode);
  for (const PageFacts& page : shown) {
    if (&page != shown.data()) {
      ImGui::SameLine(0, 0);
      if (joint > 0 && page.page != Page::Parameters) {  // the parameters are no step
        drawJoint(context, joint);
        ImGui::SameLine(0, 0);
      }
    }
    drawTab(context, page);
  }
}

/// Where all have no room: the one on show, which opens their list, between its neighbours.
void drawFewTabs(PanelContext& context, std::span<const PageFacts> shown, float roomPx) {
  const auto on = std::ranges::find(shown, context.in.view.page, &PageFacts::page);
  const auto at = on - shown.begin();
  if (orderButton("before", true, "The page before.", at > 0))
    context.showPage(shown[static_cast<std::size_t>(at - 1)].page);
  ImGui::SameLine(0, 0);
  if (orderButton("after", false, "The next page.", at + 1 < std::ssize(shown)))
    context.showPage(shown[static_cast<std::size_t>(at + 1)].page);
  ImGui::SameLine(0, 0.4F * em());
  const std::string label = fmt::format("{} · {} of {}", on->label, at + 1, shown.size());
  if (flatButton(elided(label, roomPx - 3.5F * em()).c_str(), context.colors.text, on->tip))
    ImGui::OpenPopup("pages");
  if (!ImGui::BeginPopup("pages")) return;
  for (const PageFacts& page : shown)
    if (selectable(page.label, page.page == on->page)) context.showPage(page.page);
  ImGui::EndPopup();
}

void drawHeader(PanelContext& context, const StageLayout& layout) {
  const std::span<const PageFacts> shown = pagesOf(context.in.view.mode);
  const std::string next = nextPillLabel(context, true);
  const bool overScene = layout.nextPill.width > 0 || (layout.nextCard.width > 0 && layout.scene.width > 0);
  const float pillRoom = overScene ? 0 : pillWidth(next) + em();
  const float back = pageIsTopmost(layout) ? lessonBackWidth(context) : 0;
  const float room = ImGui::GetContentRegionAvail().x - pillRoom - (back > 0 ? back + 0.5F * em() : 0),
              left = ImGui::GetCursorPosX();
  float all = 0;
  for (const PageFacts& page : shown) all += tabWidth(page) + jointWidth(context.in.view.mode);
  all <= room ? drawAllTabs(context, shown) : drawFewTabs(context, shown, room);
  if (pillRoom <= 0) return;
  ImGui::SameLine(left + room + em());
  if (chip(context, next, ImGui::GetFrameHeight())) context.set("next-word", !context.in.view.nextWord);
  tooltip(kNextPillTip);
}

struct DividerState {
  std::optional<double> share;  // while it is dragged
};

/// The edge between scene and page; the view is told while it is dragged.
void drawDivider(PanelContext& context, const StageLayout& layout) {
  const PanelBox& box = layout.divider;
  if (box.width <= 0) return;
  const bool flat = box.width > box.height;
  beginFree("##divider", box);
  ImGui::InvisibleButton("edge", {box.width, box.height});
  const bool used = ImGui::IsItemActive() || ImGui::IsItemHovered();
  if (used) ImGui::SetMouseCursor(flat ? ImGuiMouseCursor_ResizeNS : ImGuiMouseCursor_ResizeEW);
  const float x = box.x + box.width / 2, y = box.y + box.height / 2;
  const float half = used ? 0.5F * (flat ? box.width : box.height) : 1.4F * em();
  const ImVec2 from = flat ? ImVec2{x - half, y} : ImVec2{x, y - half};
  const ImVec2 to = flat ? ImVec2{x + half, y} : ImVec2{x, y + half};
  ImGui::GetWindowDrawList()->AddLine(
      from, to, used ? toU32(context.colors.accent) : toU32(context.colors.textDim, 0.7F),
      used ? 2.0F : 3.0F);
  std::optional<double>& share = context.memory<DividerState>().share;
  if (ImGui::IsItemActive()) {
    const ImVec2 at = ImGui::GetIO().MousePos;
    const RectPx& page = layout.page;
    const float wanted = flat ? (page.y + page.height - at.y) / (page.height + layout.scene.height)
                              : (page.x + page.width - at.x) / (page.width + layout.scene.width);
    const double now = std::round(static_cast<double>(std::clamp(wanted, 0.15F, 0.85F)) * 1000) / 1000;
    if (share != now) context.issueDragged(SetCommand{"page-share", base::numberText(now)});
    share = now;
  } else {
    share.reset();
  }
  if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(0)) context.issue(SetCommand{"page-share", "0"});
  endFree();
}

struct OtherModel {
  std::string path;
  const char* label = "";
  const char* tip = "";
};

/// The model that a person may want to see beside the open one: of those that came along, the other.
std::optional<OtherModel> otherModel(const model::LanguageModel& model) {
  if (model.source.untrained)
    return OtherModel{model.source.path, "trained", "The same model, after its training."};
  if (model.source.format != "story") return std::nullopt;
  if (model.config().causal) return OtherModel{"reader", "open reader", "A model that reads both ways."};
  return OtherModel{"story", "open story", "A model that reads from left to right, and writes."};
}

/// Which model is at work, and what it was trained to do.
void drawModelLine(PanelContext& context) {
  const model::LanguageModel* model = context.languageModel();
  if (!model || context.in.view.mode != Mode::Model) return;
  const std::string line = base::displayText(model->source.name) + ": " + modelWork(*model);
  const auto other = otherModel(*model);
  const float button = other ? textWidth(other->label) + em() : 0;
  ImGui::AlignTextToFramePadding();
  text(elided(line, ImGui::GetContentRegionAvail().x - button), context.colors.textDim);
  tooltip(line + ".");
  if (!other) return;
  ImGui::SameLine(0, 0.4F * em());
  if (flatButton(other->label, context.colors.accent, other->tip))
    context.ask(OpenCommand{other->path, {}, {}}, Asker::Open);
  if (!context.state.showOpen) drawAskerError(context, Asker::Open);  // the card says it itself
}

void beginPage(const PanelBox& box) {
  ImGui::SetNextWindowPos({box.x, box.y});
  ImGui::SetNextWindowSize({box.width, box.height});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(std::round(0.9F * em()), pageTopPad()));
  ImGui::Begin("##page", nullptr, panelFlags() | ImGuiWindowFlags_NoScrollWithMouse);
}

void drawContent(PanelContext& context, void (*draw)(PanelContext& context)) {
  compat::beginChild("content", {0, 0});
  draw(context);
  ImGui::EndChild();
}

void endPage() {
  ImGui::End();
  ImGui::PopStyleVar();
}

}  // namespace

float pageTopPad() {
  return std::round(0.5F * em());
}

void drawPageFrame(PanelContext& context, const StageLayout& layout) {
  if (layout.page.width <= 0) return;
  showFirstExample(context);
  drawDivider(context, layout);
  beginPage(layout.page);
  drawHeader(context, layout);
  drawModelLine(context);
  drawContent(context, pageOf(context.in.view.page).draw);
  endPage();
}

void drawBarePage(PanelContext& context, const PanelBox& box, void (*draw)(PanelContext& context)) {
  beginPage(box);
  drawContent(context, draw);
  endPage();
}

}  // namespace es::app
