#include "app/platform/imgui/panel_damage.h"

#include <imgui.h>

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <cstring>
#include <utility>

namespace es::app {

namespace {

RectPx between(float left, float top, float right, float bottom) {
  if (!(left < right && top < bottom)) return {};
  return {left, top, right - left, bottom - top};
}

template <typename Item>
void append(std::vector<std::byte>& bytes, const Item* items, int count) {
  const std::size_t size = sizeof(Item) * static_cast<std::size_t>(count), before = bytes.size();
  bytes.resize(before + size);
  if (size > 0) std::memcpy(bytes.data() + before, items, size);
}

RectPx onGrid(const RectPx& box) {
  if (box.width <= 0) return {};
  constexpr float kGrid = PanelDamage::kGridPx;
  const auto down = [](float value) { return std::floor(value / kGrid) * kGrid; };
  const auto up = [](float value) { return std::ceil(value / kGrid) * kGrid; };
  return between(down(box.x), down(box.y), up(box.x + box.width), up(box.y + box.height));
}

ImVec4 clipped(const ImVec4& rect, const RectPx& clip) {
  return {std::max(rect.x, clip.x), std::max(rect.y, clip.y), std::min(rect.z, clip.x + clip.width),
          std::min(rect.w, clip.y + clip.height)};
}

}  // namespace

RectPx around(const RectPx& a, const RectPx& b) {
  if (!a.isThere()) return b;
  if (!b.isThere()) return a;
  return between(std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.right(), b.right()),
                 std::max(a.bottom(), b.bottom()));
}

PanelDamage::Seen PanelDamage::look(const ImDrawList& list) {
  Seen seen;
  RectPx clips;
  for (const ImDrawCmd& command : list.CmdBuffer) {
    const ImVec4& rect = command.ClipRect;
    clips = around(clips, between(rect.x, rect.y, rect.z, rect.w));
    append(seen.drawn, &command.ClipRect, 1);
    append(seen.drawn, &command.ElemCount, 1);
  }
  append(seen.drawn, list.IdxBuffer.Data, list.IdxBuffer.Size);
  append(seen.drawn, list.VtxBuffer.Data, list.VtxBuffer.Size);
  float left = FLT_MAX, top = FLT_MAX, right = -FLT_MAX, bottom = -FLT_MAX;
  for (const ImDrawVert& vertex : list.VtxBuffer) {
    left = std::min(left, vertex.pos.x);
    right = std::max(right, vertex.pos.x);
    top = std::min(top, vertex.pos.y);
    bottom = std::max(bottom, vertex.pos.y);
  }
  seen.box =
      between(std::max(left - 1, clips.x), std::max(top - 1, clips.y),
              std::min(right + 1, clips.x + clips.width), std::min(bottom + 1, clips.y + clips.height));
  return seen;
}

RectPx PanelDamage::update(const ImDrawData& data) {
  std::vector<Seen> now;
  RectPx damage;
  now.reserve(static_cast<std::size_t>(data.CmdListsCount));
  for (int i = 0; i < data.CmdListsCount; ++i) now.push_back(look(*data.CmdLists[i]));
  for (std::size_t i = 0; i < std::max(now.size(), m_seen.size()); ++i) {
    const bool same = i < now.size() && i < m_seen.size() && now[i] == m_seen[i];
    if (same) continue;
    if (i < now.size()) damage = around(damage, now[i].box);
    if (i < m_seen.size()) damage = around(damage, m_seen[i].box);
  }
  m_seen = std::move(now);
  if (std::exchange(m_everywhere, false)) return {0, 0, data.DisplaySize.x, data.DisplaySize.y};
  return onGrid(damage);
}

std::vector<RectPx> PanelDamage::boxes() const {
  std::vector<RectPx> apart;
  for (const Seen& seen : m_seen) {
    RectPx box = onGrid(seen.box);
    if (!box.isThere()) continue;
    // What overlaps it becomes one with it, which may then overlap others.
    for (std::size_t i = 0; i < apart.size();) {
      if (!apart[i].overlaps(box)) {
        ++i;
        continue;
      }
      box = around(box, apart[i]);
      apart.erase(apart.begin() + static_cast<std::ptrdiff_t>(i));
      i = 0;
    }
    apart.push_back(box);
  }
  return apart;
}

void drawWithin(const RectPx& clip, ImDrawData& data, void (*draw)(ImDrawData*)) {
  std::vector<ImVec4> whole;  // the clip rectangles as they were
  bool any = false;
  for (int i = 0; i < data.CmdListsCount; ++i) {
    for (ImDrawCmd& command : data.CmdLists[i]->CmdBuffer) {
      whole.push_back(command.ClipRect);
      command.ClipRect = clipped(command.ClipRect, clip);
      const bool shows = command.ClipRect.x < command.ClipRect.z && command.ClipRect.y < command.ClipRect.w;
      any = any || (shows && command.ElemCount > 0);
    }
  }
  if (any) draw(&data);
  auto next = whole.begin();
  for (int i = 0; i < data.CmdListsCount; ++i)
    for (ImDrawCmd& command : data.CmdLists[i]->CmdBuffer) command.ClipRect = *next++;
}

}  // namespace es::app
