#pragma once

#include <cstdint>

namespace es::render {

/// Replaces the rows [from, to) of somebody else's RGBA texture of this width, given from the first of them
/// on, four bytes a texel. The bound texture stays the bound one. Needs the context that made it.
void sendTextureRows(std::uint64_t texture, int width, int from, int to, const void* rgba);

}  // namespace es::render
