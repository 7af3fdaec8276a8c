#include "app/panels/widgets/text_box.h"

#include <cfloat>

#include "app/platform/imgui/imgui_compat.h"
#include "app/platform/imgui/shown_form.h"

namespace es::app {

namespace {

struct Editing {
  std::string& value;
  const TextBoxSpec& spec;
  bool leave = false;                   // Tab had nothing to complete
  std::optional<std::string> wanted{};  // the value, where it was changed elsewhere: the box follows it
  std::optional<std::size_t> caret{};
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

/// While a box has the keyboard, Dear ImGui goes by a copy of its own.
void follow(ImGuiInputTextCallbackData& data, Editing& editing) {
  replaceAll(data, *editing.wanted);
  data.SelectAll();
}

int onTextEvent(ImGuiInputTextCallbackData* data) {
  Editing& editing = *static_cast<Editing*>(data->UserData);
  if (data->EventFlag == ImGuiInputTextFlags_CallbackResize) {
    editing.value.resize(static_cast<std::size_t>(data->BufTextLen));
    data->Buf = editing.value.data();
  } else if (data->EventFlag == ImGuiInputTextFlags_CallbackAlways) {
    if (editing.wanted) follow(*data, editing);
    editing.caret = static_cast<std::size_t>(data->CursorPos);
  } else if (const auto replacement = replacementFor(*data, editing.spec)) {
    replaceAll(*data, *replacement);
  } else if (data->EventFlag == ImGuiInputTextFlags_CallbackCompletion) {
    editing.leave = true;
  }
  return 0;
}

ImGuiInputTextFlags flagsFor(const TextBoxSpec& spec) {
  ImGuiInputTextFlags flags = ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_CallbackResize |
                              ImGuiInputTextFlags_AutoSelectAll | ImGuiInputTextFlags_CallbackCompletion;
  if (spec.onArrow) flags |= ImGuiInputTextFlags_CallbackHistory;
  if (spec.onEdit) flags |= ImGuiInputTextFlags_CallbackEdit;
  if (spec.tellsCaret) flags |= ImGuiInputTextFlags_CallbackAlways;
  return flags;
}

void giveKeyboard(KeyboardFocus& keyboard, ImGuiID box, const TextBoxSpec& spec) {
  const bool isNext = spec.inTabOrder && keyboard.takeNext();
  if (spec.focus || isNext) keyboard.expect();
  if (spec.focus || isNext || keyboard.isWanted(box)) ImGui::SetKeyboardFocusHere();
}

/// Tells the focus what became of the box in this frame.
void tell(KeyboardFocus& keyboard, ImGuiID box, const TextBoxEvents& events, const TextBoxSpec& spec) {
  const bool clickedAgain = ImGui::IsItemActive() && keyboard.holder() != KeyboardFocus::Holder::Box;
  if (ImGui::IsItemActivated() || clickedAgain) keyboard.takenBy(box);
  if (events.edited) keyboard.edit();
  if (ImGui::IsItemDeactivated()) keyboard.lostBy(box);
  if (events.entered && spec.keepsKeyboard) keyboard.enter(box);
}

}  // namespace

TextBoxEvents textBox(KeyboardFocus& keyboard, const char* id, std::string& value, const TextBoxSpec& spec) {
  const ImGuiID box = ImGui::GetID(id);
  if (keyboard.takeLeave(box)) compat::leaveBox(box);
  giveKeyboard(keyboard, box, spec);
  ImGuiInputTextFlags flags = flagsFor(spec);
  const std::string before = value;
  Editing editing{value, spec};
  if (const std::string* seen = keyboard.textOf(box); seen && *seen != value) {
    editing.wanted = value;
    flags |= ImGuiInputTextFlags_CallbackAlways;
  }
  noteTyped(value);
  ImGui::SetNextItemWidth(spec.widthPx > 0 ? spec.widthPx : -FLT_MIN);
  TextBoxEvents events;
  events.entered = ImGui::InputTextWithHint(id, spec.hint, value.data(), value.capacity() + 1, flags,
                                            onTextEvent, &editing);
  // Esc leaves the box, and what was typed stays.
  if (ImGui::IsItemDeactivated() && compat::keyPressed(ImGuiKey_Escape)) value = before;
  events.edited = value != before;
  if (ImGui::IsItemActive()) events.caret = editing.caret;
  tell(keyboard, box, events, spec);
  keyboard.noteText(box, value);
  if (spec.inTabOrder) keyboard.noteStop({box, true, compat::inPopup()});
  if (editing.leave && spec.inTabOrder) {
    keyboard.step(1);
  }
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
