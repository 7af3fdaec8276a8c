# Everything that is not ours, found the way each package offers: a CMake config, pkg-config, or a header.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(Eigen3 3.4 REQUIRED NO_MODULE)
find_package(nlohmann_json 3.10 REQUIRED)
find_package(CLI11 2.1 REQUIRED)
find_package(fmt 9 REQUIRED)
find_package(glfw3 3.3 REQUIRED)
find_package(OpenGL REQUIRED COMPONENTS OpenGL EGL)

# An interface target that presents headers as system headers, so that our warnings stay ours.
function(embedscope_system_headers target)
  get_target_property(dirs ${target} INTERFACE_INCLUDE_DIRECTORIES)
  if(dirs)
    set_target_properties(${target} PROPERTIES INTERFACE_SYSTEM_INCLUDE_DIRECTORIES "${dirs}")
  endif()
endfunction()
embedscope_system_headers(Eigen3::Eigen)
embedscope_system_headers(fmt::fmt)

find_package(glm CONFIG QUIET)
if(NOT TARGET glm::glm)
  find_path(GLM_INCLUDE_DIR glm/glm.hpp REQUIRED)
  add_library(glm::glm INTERFACE IMPORTED)
  target_include_directories(glm::glm SYSTEM INTERFACE ${GLM_INCLUDE_DIR})
endif()

pkg_check_modules(utf8proc REQUIRED IMPORTED_TARGET libutf8proc)
pkg_check_modules(spng REQUIRED IMPORTED_TARGET spng)
pkg_check_modules(cairo REQUIRED IMPORTED_TARGET cairo-pdf cairo-png cairo-ft)
pkg_check_modules(freetype REQUIRED IMPORTED_TARGET freetype2)
pkg_check_modules(harfbuzz REQUIRED IMPORTED_TARGET harfbuzz>=4.0)
pkg_check_modules(fribidi REQUIRED IMPORTED_TARGET fribidi>=1.0)
pkg_check_modules(xxhash REQUIRED IMPORTED_TARGET libxxhash)

# Dear ImGui: Debian ships imgui.pc, vcpkg a CMake config.
find_package(imgui CONFIG QUIET)
if(NOT TARGET imgui::imgui)
  pkg_check_modules(imgui REQUIRED IMPORTED_TARGET imgui)
  add_library(imgui::imgui ALIAS PkgConfig::imgui)
endif()

find_path(STB_INCLUDE_DIR stb_truetype.h PATH_SUFFIXES stb REQUIRED)
add_library(stb_headers INTERFACE)
target_include_directories(stb_headers SYSTEM INTERFACE ${STB_INCLUDE_DIR})

find_path(FAST_FLOAT_INCLUDE_DIR fast_float/fast_float.h REQUIRED)
add_library(fast_float_headers INTERFACE)
target_include_directories(fast_float_headers SYSTEM INTERFACE ${FAST_FLOAT_INCLUDE_DIR})
