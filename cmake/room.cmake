# One room of the house: a static library whose public headers are included as <room/header.h>.
# Warnings are errors in our own code only; dependencies come in as system headers.

add_library(embedscope_flags INTERFACE)
target_compile_features(embedscope_flags INTERFACE cxx_std_20)
target_compile_options(embedscope_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror)
# GCC 12 warns of overlaps inside std::string that cannot happen (GCC bug 105651, mended in 13), and with precompiled
# headers, where it no longer knows a system header, of reads and writes out of bounds there. Debug builds have none and keep these.
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(embedscope_flags INTERFACE -Wno-restrict)
  if(EMBEDSCOPE_PCH)
    target_compile_options(embedscope_flags INTERFACE -Wno-stringop-overflow -Wno-stringop-overread -Wno-array-bounds)
  endif()
endif()
if(EMBEDSCOPE_SANITIZE)
  target_compile_options(embedscope_flags INTERFACE
    -fsanitize=${EMBEDSCOPE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(embedscope_flags INTERFACE -fsanitize=${EMBEDSCOPE_SANITIZE})
endif()

# Headers that most files read, parsed once for the targets that reuse them: half of a build is their parsing. Debug
# builds go without: there a file that forgets an include is found.
function(embedscope_common_headers name)
  cmake_parse_arguments(COMMON "" "" "HEADERS;LINK" ${ARGN})
  file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/${name}.cpp CONTENT "")
  add_library(${name} OBJECT ${PROJECT_BINARY_DIR}/${name}.cpp)
  target_link_libraries(${name} PRIVATE embedscope_flags Eigen3::Eigen fmt::fmt nlohmann_json::nlohmann_json ${COMMON_LINK})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/tests/support)
  target_precompile_headers(${name} PRIVATE
    <algorithm> <array> <chrono> <cmath> <filesystem> <functional> <future> <map> <memory> <optional> <ranges> <span>
    <string> <unordered_map> <variant> <vector> <fmt/format.h> <Eigen/Core> ${COMMON_HEADERS})
endfunction()
set(EMBEDSCOPE_APP_HEADERS "\"app/document/document.h\"" "\"app/document/view_state.h\"")
if(EMBEDSCOPE_PCH)
  embedscope_common_headers(embedscope_pch)
  embedscope_common_headers(embedscope_app_pch HEADERS ${EMBEDSCOPE_APP_HEADERS})
endif()

# The sources of a room: all of its folders', or those of FOLDERS.
function(embedscope_sources result)
  set(patterns "")
  foreach(folder IN LISTS ARGN)
    list(APPEND patterns ${folder}/*.cpp)
  endforeach()
  if(NOT patterns)
    set(patterns *.cpp)
  endif()
  file(GLOB_RECURSE found CONFIGURE_DEPENDS RELATIVE ${CMAKE_CURRENT_SOURCE_DIR} ${patterns})
  list(SORT found)
  set(${result} ${found} PARENT_SCOPE)
endfunction()

# embedscope_room(NAME [FOLDERS …] [SOURCES …] [PUBLIC …] [PRIVATE …]): every .cpp of the folders (of this one by
# default) and what is made while building (SOURCES).
function(embedscope_room name)
  cmake_parse_arguments(ROOM "" "" "FOLDERS;SOURCES;PUBLIC;PRIVATE" ${ARGN})
  embedscope_sources(sources ${ROOM_FOLDERS})
  add_library(${name} STATIC ${sources} ${ROOM_SOURCES})
  target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PUBLIC ${ROOM_PUBLIC} PRIVATE embedscope_flags ${ROOM_PRIVATE})
  target_compile_features(${name} PUBLIC cxx_std_20)
  if(EMBEDSCOPE_PCH)
    string(FIND ${CMAKE_CURRENT_SOURCE_DIR}/ ${PROJECT_SOURCE_DIR}/app/ in_app)
    if(in_app EQUAL 0)
      target_precompile_headers(${name} REUSE_FROM embedscope_app_pch)
    else()
      target_precompile_headers(${name} REUSE_FROM embedscope_pch)
    endif()
  endif()
endfunction()
