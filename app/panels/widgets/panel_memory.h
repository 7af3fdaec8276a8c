#pragma once

#include <any>
#include <map>
#include <typeindex>

namespace es::app {

/// What panels remember between frames: a struct for each panel, declared where that panel is and made when
/// it is first asked for. So nobody but a panel knows what it remembers. A copy remembers by itself.
class PanelMemory {
 public:
  template <class State>
  [[nodiscard]] State& of() {
    std::any& kept = m_states[typeid(State)];
    if (!kept.has_value()) kept = State{};
    return *std::any_cast<State>(&kept);
  }

 private:
  std::map<std::type_index, std::any> m_states;
};

}  // namespace es::app
