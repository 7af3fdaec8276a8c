#pragma once

namespace es::app {

enum class Theme { Dark, Light };

}  // namespace es::app
