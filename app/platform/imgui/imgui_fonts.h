#pragma once

#include <imgui.h>

#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

#include "app/platform/imgui/panel_text.h"
#include "app/platform/imgui/shown_form.h"

namespace es::app {

/// The font of the panels in Dear ImGui's atlas, and a second one of the same letters for captions, which
/// would be soft if they were drawn from small pictures: the pictures come from our own text engine, each
/// when a text first asks for it. Its atlas holds them in a region that we fill.
class ImGuiFonts final : public TextForms {
 public:
  explicit ImGuiFonts(const std::vector<std::filesystem::path>& files);

  /// Makes the current context's font ready for this size in framebuffer pixels; before a frame. True when
  /// the atlas was made anew.
  bool prepare(float sizePx, float pixelRatio);
  /// The text as it is to be given to Dear ImGui (panel_text.h), with its pictures in the atlas.
  std::string_view shown(std::string_view utf8) override;
  std::size_t fittingBytes(std::string_view utf8, float widthPx) const override;
  /// For characters that somebody types.
  void note(std::string_view utf8) override;
  /// Some picture found no room: a later frame, with a larger atlas, will have it.
  [[nodiscard]] bool lacksRoom() const { return m_lacksRoom; }
  /// Sends what is new to the texture that the back end has made of the atlas; before drawing.
  void sendNew();

 private:
  void build();
  void noteCommon();
  void takeNew();
  bool add(PanelText::Code code);
  std::optional<glm::ivec2> put(const render::TextPicture& picture);
  [[nodiscard]] float emPx(float sizePx) const;
  bool addTo(ImFont& font, PanelText::Code code);

  PanelText m_text;
  float m_sizePx = 0, m_pixelRatio = 1;
  bool m_lacksRoom = false;
  // The region that pictures are put into, in rows ("shelves"); texels of the atlas.
  int m_region = -1;  // Dear ImGui's number for it
  int m_regionWidth = 0, m_regionHeight = 0;
  int m_shelfTop = 0, m_shelfHeight = 0, m_shelfRight = 0;
  int m_changedFrom = 0, m_changedTo = 0;  // rows that the texture lacks
};

}  // namespace es::app
