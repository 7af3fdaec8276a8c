#pragma once

// Dear ImGui's own back ends, where each distribution has them, and what differs between their versions.
#if __has_include(<backends/imgui_impl_glfw.h>)
#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>
#else
#include <imgui_impl_glfw.h>
#include <imgui_impl_opengl3.h>
#endif

namespace es::app {

/// Before 1.87 the layer sets the mouse's state itself (ImGuiLayer::State::setPointer).
inline void forwardButton([[maybe_unused]] GLFWwindow* window, [[maybe_unused]] int button,
                          [[maybe_unused]] bool pressed, [[maybe_unused]] int mods) {
#if IMGUI_VERSION_NUM >= 18700
  ImGui_ImplGlfw_MouseButtonCallback(window, button, pressed ? 1 : 0, mods);
#endif
}

inline void forwardMove([[maybe_unused]] GLFWwindow* window, [[maybe_unused]] double x,
                        [[maybe_unused]] double y) {
#if IMGUI_VERSION_NUM >= 18700
  ImGui_ImplGlfw_CursorPosCallback(window, x, y);
#endif
}

/// The atlas was made anew. From 1.92 on the back end follows it by itself.
inline void renewFontTexture([[maybe_unused]] bool hadOne) {
#if IMGUI_VERSION_NUM < 19200
  if (hadOne) ImGui_ImplOpenGL3_DestroyFontsTexture();
  if (hadOne)
    ImGui_ImplOpenGL3_CreateFontsTexture();  // the first one is made with the back end's other objects
#endif
}

}  // namespace es::app
