#pragma once

#include "app/platform/imgui/imgui_layer.h"
#include "app/program/command_desk.h"
#include "app/program/window_state.h"

namespace es::app {

/// Does what the keys of a frame ask of the whole program.
void obeyKeys(const KeyInput& keys, WindowState& state, CommandDesk& commands);

/// `screenshot` and `export` into the person's pictures folder, under the next free name.
void takeNextScreenshot(WindowState& state, CommandDesk& commands);
void exportNextAnswers(WindowState& state, CommandDesk& commands);

}  // namespace es::app
