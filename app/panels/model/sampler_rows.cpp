#include "app/panels/model/sampler_rows.h"

#include <algorithm>
#include <array>

#include "app/panels/widgets/widgets.h"

namespace es::app {

namespace {

using math::SamplerLink;

const char* nameOf(SamplerLink link) {
  switch (link) {
    case SamplerLink::TopK:
      return "top-k";
    case SamplerLink::TopP:
      return "top-p";
    case SamplerLink::MinP:
      return "min-p";
    default:
      return "temperature";
  }
}

const char* tipOf(SamplerLink link) {
  switch (link) {
    case SamplerLink::TopK:
      return "Keeps the k most probable tokens. 0: all.";
    case SamplerLink::TopP:
      return "Keeps the most probable tokens until their probabilities reach p together. 1: all.";
    case SamplerLink::MinP:
      return "Keeps the tokens with at least p times the largest probability. 0: all.";
    default:
      return "The temperature above acts here: filters before it see the model's own probabilities, filters "
             "after it the changed ones.";
  }
}

void drawTopK(PanelContext& context, int topK) {
  const int low = 0, high = 100;
  const bool changed = ImGui::SliderScalar("##k", ImGuiDataType_S32, &topK, &low, &high,
                                           topK == 0 ? "off" : "%d", ImGuiSliderFlags_None);
  if (ImGui::IsItemActivated()) context.beginDrag();
  SamplerCommand command;
  command.topK = std::max(0, topK);
  if (changed) context.issueDragged(command);
}

void drawShare(PanelContext& context, SamplerLink link, double share) {
  const bool topP = link == SamplerLink::TopP;
  const double low = topP ? 0.01 : 0, high = 1;
  const bool off = topP ? share >= 1 : share <= 0;
  const bool changed =
      ImGui::SliderScalar("##p", ImGuiDataType_Double, &share, &low, &high, off ? "off" : "%.2f");
  if (ImGui::IsItemActivated()) context.beginDrag();
  if (!changed || !(share >= 0 && share <= 1)) return;
  SamplerCommand command;
  (topP ? command.topP : command.minP) = topP ? std::max(share, low) : share;
  context.issueDragged(command);
}

void drawLink(PanelContext& context, const math::SamplerSettings& settings, SamplerLink link) {
  ImGui::SetNextItemWidth(-FLT_MIN);
  if (link == SamplerLink::TopK) {
    drawTopK(context, settings.topK);
  } else if (link == SamplerLink::TopP || link == SamplerLink::MinP) {
    drawShare(context, link, link == SamplerLink::TopP ? settings.topP : settings.minP);
  } else {
    text("the track above", context.colors.textDim);
  }
  tooltip(tipOf(link));
}

void drawPresets(PanelContext& context, const math::SamplerSettings& settings) {
  constexpr std::array<std::string_view, 2> kLabels{"llama.cpp", "Hugging Face"};
  const std::array orders{math::llamaCppOrder(), math::huggingFaceOrder()};
  const auto at = std::find(orders.begin(), orders.end(), settings.order);
  const int on = at == orders.end() ? -1 : static_cast<int>(at - orders.begin());
  const auto clicked = segmented("order", kLabels, on);
  tooltip("The order of the links in these programs. llama.cpp: temperature last. Hugging Face: first.");
  if (!clicked) return;
  SamplerCommand command;
  command.order = orders[static_cast<std::size_t>(*clicked)];
  context.issue(command);
}

}  // namespace

math::SamplerSettings samplerInForce(const DocumentState& document) {
  math::SamplerSettings settings = document.model.sampler;
  settings.temperature = document.temperature;
  return settings;
}

void drawSamplerRows(PanelContext& context) {
  const math::SamplerSettings& settings = context.document().model.sampler;
  ImGui::AlignTextToFramePadding();
  text("sampler: what a draw may choose", context.colors.textDim);
  tooltip("The links act one after the other, from the top; each on what those above it left.");
  if (settings.topK > 0 || settings.topP < 1 || settings.minP > 0) {
    ImGui::SameLine();
    if (flatButton("all off", context.colors.accent, "No filter: a draw can pick from all tokens."))
      context.issue(SamplerCommand{0, 1.0, 0.0, {}});
  }
  const float from = ImGui::GetCursorPosX();
  const std::size_t last = settings.order.size() - 1;
  for (std::size_t i = 0; i <= last; ++i) {
    const SamplerLink link = settings.order[i];
    ImGui::PushID(static_cast<int>(link));
    std::optional<std::size_t> swapWith;
    if (orderButton("up", true, "Earlier in the chain.", i > 0)) swapWith = i - 1;
    ImGui::SameLine(0, 0);
    if (orderButton("down", false, "Later in the chain.", i < last)) swapWith = i + 1;
    ImGui::SameLine(from + 2.6F * em());
    ImGui::AlignTextToFramePadding();
    text(nameOf(link), context.colors.text);
    tooltip(tipOf(link));
    ImGui::SameLine(from + 8.2F * em());
    drawLink(context, settings, link);
    ImGui::PopID();
    if (!swapWith) continue;
    SamplerCommand command;
    command.order = settings.order;
    std::swap((*command.order)[i], (*command.order)[*swapWith]);
    context.issue(command);
  }
  drawPresets(context, settings);
}

}  // namespace es::app
