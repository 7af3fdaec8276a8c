#include "app/panels/widgets/text_box.h"

#include <cfloat>

#include "app/platform/imgui/imgui_compat.h"
#include "app/platform/imgui/shown_form.h"

namespace es::app {

namespace {

struct Editing {
  std::string& value;
  const TextBoxSpec& spec;
  bool leave = false;  // Tab had nothing to complete
};

void replaceAll(ImGuiInputTextCallbackData& data, const std::string& replacement) {
  data.DeleteChars(0, data.BufTextLen);
  data.InsertChars(0, replacement.c_str());
}

std::optional<std::string> replacementFor(const ImGuiInputTextCallbackData& data, const TextBoxSpec& spec) {
  const std::string_view typed(data.Buf, static_cast<std::size_t>(data.BufTextLen));
  switch (data.EventFlag) {
    case ImGuiInputTextFlags_CallbackCompletion:
      return spec.onTab && data.CursorPos == data.BufTextLen ? spec.onTab(typed) : std::nullopt;
    case ImGuiInputTextFlags_CallbackHistory:
      return spec.onArrow ? spec.onArrow(data.EventKey == ImGuiKey_UpArrow ? -1 : 1) : std::nullopt;
    case ImGuiInputTextFlags_CallbackEdit:
      return spec.onEdit ? spec.onEdit(typed) : std::nullopt;
    default:
      return std::nullopt;
  }
}

int onTextEvent(ImGuiInputTextCallbackData* data) {
  Editing& editing = *static_cast<Editing*>(data->UserData);
  if (data->EventFlag == ImGuiInputTextFlags_CallbackResize) {
    editing.value.resize(static_cast<std::size_t>(data->BufTextLen));
    data->Buf = editing.value.data();
  } else if (data->EventFlag == ImGuiInputTextFlags_CallbackAlways) {
    data->CursorPos = data->SelectionStart = data->SelectionEnd = data->BufTextLen;
  } else if (const auto replacement = replacementFor(*data, editing.spec)) {
    replaceAll(*data, *replacement);
  } else if (data->EventFlag == ImGuiInputTextFlags_CallbackCompletion) {
    editing.leave = true;
  }
  return 0;
}

ImGuiInputTextFlags flagsFor(const TextBoxSpec& spec) {
  ImGuiInputTextFlags flags = ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_CallbackResize |
                              ImGuiInputTextFlags_AutoSelectAll;
  if (spec.onTab && !ImGui::GetIO().KeyShift) flags |= ImGuiInputTextFlags_CallbackCompletion;
  if (spec.onArrow) flags |= ImGuiInputTextFlags_CallbackHistory;
  if (spec.onEdit) flags |= ImGuiInputTextFlags_CallbackEdit;
  return flags;
}

void giveKeyboard(KeyboardFocus& keyboard, ImGuiID box, const TextBoxSpec& spec) {
  const bool isNext = keyboard.next && spec.inTabOrder, isBack = keyboard.wanted == box;
  if (spec.focus || isNext || isBack) ImGui::SetKeyboardFocusHere();
  if (isNext) keyboard.next = false;
  if (isBack) keyboard.caretEnd = box;
}

}  // namespace

TextBoxEvents textBox(KeyboardFocus& keyboard, const char* id, std::string& value, const TextBoxSpec& spec) {
  const ImGuiID box = ImGui::GetID(id);
  giveKeyboard(keyboard, box, spec);
  ImGuiInputTextFlags flags = flagsFor(spec);
  if (keyboard.caretEnd == box) flags |= ImGuiInputTextFlags_CallbackAlways;
  const std::string before = value;
  Editing editing{value, spec};
  noteTyped(value);
  ImGui::SetNextItemWidth(spec.widthPx > 0 ? spec.widthPx : -FLT_MIN);
  TextBoxEvents events;
  events.entered = ImGui::InputTextWithHint(id, spec.hint, value.data(), value.capacity() + 1, flags,
                                            onTextEvent, &editing);
  events.edited = value != before;
  if (events.entered) keyboard.entered = box;
  if (editing.leave && spec.inTabOrder) keyboard.next = true;
  if (ImGui::IsItemActivated()) keyboard.caretEnd = 0;
  if (ImGui::IsItemActive()) {
    ImGui::GetWindowDrawList()->AddRect(ImGui::GetItemRectMin(), ImGui::GetItemRectMax(),
                                        ImGui::GetColorU32(ImGuiCol_CheckMark),
                                        ImGui::GetStyle().FrameRounding);
  }
  events.open = ImGui::IsItemActive() || ImGui::IsItemDeactivated();
  return events;
}

void followText(std::string& shown, std::string& seen, std::string now) {
  if (now == seen) return;
  shown = now;
  seen = std::move(now);
}

}  // namespace es::app
