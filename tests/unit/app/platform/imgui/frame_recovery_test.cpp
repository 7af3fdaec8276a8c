#include <array>

#include "app/platform/imgui/imgui_compat.h"
#include "catch.h"

namespace {

/// Dear ImGui without a window or a driver.
class BareContext {
 public:
  BareContext() {
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.DisplaySize = {800, 600};
    unsigned char* pixels = nullptr;
    int width = 0, height = 0;
    io.Fonts->GetTexDataAsRGBA32(&pixels, &width, &height);
  }
  ~BareContext() { ImGui::DestroyContext(); }
  BareContext(const BareContext&) = delete;
  BareContext& operator=(const BareContext&) = delete;
};

void hold(bool escape) {
#if IMGUI_VERSION_NUM < 18700
  ImGuiIO& io = ImGui::GetIO();
  io.KeyMap[ImGuiKey_Escape] = 0;
  io.KeysDown[0] = escape;
#else
  ImGui::GetIO().AddKeyEvent(ImGuiKey_Escape, escape);
#endif
}

/// A frame with a text box in it.
void drawBox(bool focus) {
  static std::array<char, 16> text{"king"};
  ImGui::NewFrame();
  ImGui::Begin("page");
  if (focus) ImGui::SetKeyboardFocusHere();
  ImGui::InputText("box", text.data(), text.size());
  ImGui::End();
  ImGui::Render();
}

void openMuch() {
  ImGui::Begin("page");
  ImGui::PushStyleColor(ImGuiCol_Text, 0xFF00FF00);
  ImGui::PushStyleVar(ImGuiStyleVar_Alpha, 0.5F);
  ImGui::BeginChild("list", {100, 100});
  ImGui::PushID(7);
  ImGui::BeginGroup();
  ImGui::PushItemWidth(50);
}

}  // namespace

TEST_CASE("a frame that something was thrown out of can be ended, and the next one is whole") {
  const BareContext context;
  for (int frame = 0; frame < 3; ++frame) {
    ImGui::NewFrame();
    openMuch();
    es::app::compat::endAllThatIsOpen();
    ImGui::Render();
    const ImGuiContext& state = *ImGui::GetCurrentContext();
    CHECK(state.CurrentWindowStack.Size == 0);
    CHECK(state.ColorStack.Size == 0);
    CHECK(state.StyleVarStack.Size == 0);
    CHECK(state.GroupStack.Size == 0);
  }
  CHECK(ImGui::GetStyle().Alpha == 1.0F);
}

TEST_CASE("a box that Esc has left takes no letters of the very next frame") {
  const BareContext context;
  for (int frame = 0; frame < 5; ++frame) drawBox(frame == 1);
  CHECK(es::app::compat::editsText());
  hold(true);
  drawBox(false);
  hold(false);
  CHECK_FALSE(es::app::compat::editsText());
}
