#include <cfloat>

#include "app/command/token.h"
#include "app/panels/widgets.h"

namespace es::app {

namespace {

struct Editing {
  std::string& value;
  const TextBoxSpec& spec;
};

void replaceAll(ImGuiInputTextCallbackData& data, const std::string& replacement) {
  data.DeleteChars(0, data.BufTextLen);
  data.InsertChars(0, replacement.c_str());
}

std::optional<std::string> replacementFor(const ImGuiInputTextCallbackData& data, const TextBoxSpec& spec) {
  const std::string_view typed(data.Buf, static_cast<std::size_t>(data.BufTextLen));
  switch (data.EventFlag) {
    case ImGuiInputTextFlags_CallbackCompletion:
      return spec.onTab ? spec.onTab(typed) : std::nullopt;
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
  } else if (const auto replacement = replacementFor(*data, editing.spec)) {
    replaceAll(*data, *replacement);
  }
  return 0;
}

}  // namespace

TextBoxEvents textBox(const char* id, std::string& value, const TextBoxSpec& spec) {
  ImGuiInputTextFlags flags = ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_CallbackResize |
                              ImGuiInputTextFlags_AutoSelectAll;
  if (spec.onTab) flags |= ImGuiInputTextFlags_CallbackCompletion;
  if (spec.onArrow) flags |= ImGuiInputTextFlags_CallbackHistory;
  if (spec.onEdit) flags |= ImGuiInputTextFlags_CallbackEdit;
  const std::string before = value;
  Editing editing{value, spec};
  ImGui::SetNextItemWidth(spec.widthPx > 0 ? spec.widthPx : -FLT_MIN);
  if (spec.focus) ImGui::SetKeyboardFocusHere();
  TextBoxEvents events;
  events.entered = ImGui::InputTextWithHint(id, spec.hint, value.data(), value.capacity() + 1, flags,
                                            onTextEvent, &editing);
  events.edited = value != before;
  if (ImGui::IsItemActive()) {
    ImGui::GetWindowDrawList()->AddRect(ImGui::GetItemRectMin(), ImGui::GetItemRectMax(),
                                        ImGui::GetColorU32(ImGuiCol_CheckMark),
                                        ImGui::GetStyle().FrameRounding);
  }
  events.open = ImGui::IsItemActive() || ImGui::IsItemDeactivated();
  return events;
}

std::vector<std::string> wordsOfText(std::string_view text) {
  std::vector<std::string> words;
  for (Token& token : tokenize(text)) words.push_back(std::move(token.value));
  return words;
}

std::string textOfWords(std::span<const std::string> words) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += ' ';
    text += quoteArgument(word);
  }
  return text;
}

std::size_t lastWordAt(std::string_view text) {
  const std::size_t end = text.find_last_of(" \t+-*(;:");
  return end == std::string_view::npos ? 0 : end + 1;
}

}  // namespace es::app
