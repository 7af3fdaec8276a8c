# One room of the house: a static library whose public headers are included as <room/header.h>.
# Warnings are errors in our own code only; dependencies come in as system headers.

add_library(embedscope_flags INTERFACE)
target_compile_features(embedscope_flags INTERFACE cxx_std_20)
target_compile_options(embedscope_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror)
# GCC 12 warns of overlaps inside std::string that cannot happen (GCC bug 105651, mended in 13).
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(embedscope_flags INTERFACE -Wno-restrict)
endif()
if(EMBEDSCOPE_SANITIZE)
  target_compile_options(embedscope_flags INTERFACE
    -fsanitize=${EMBEDSCOPE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(embedscope_flags INTERFACE -fsanitize=${EMBEDSCOPE_SANITIZE})
endif()

function(embedscope_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(${name} STATIC ${ROOM_SOURCES})
  target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PUBLIC ${ROOM_PUBLIC} PRIVATE embedscope_flags ${ROOM_PRIVATE})
  target_compile_features(${name} PUBLIC cxx_std_20)
endfunction()
