# OpenGL 3.3 core's functions: glad's own CMake package where a package manager offers one, otherwise generated at
# build time by glad's generator (version 2). Defines the target `glad`.
find_package(glad CONFIG QUIET)
if(TARGET glad::glad)
  add_library(glad INTERFACE)
  target_link_libraries(glad INTERFACE glad::glad)
else()
  # The system's glad first: one that comes earlier in PATH may belong to a Python without the module.
  find_program(GLAD_EXECUTABLE glad PATHS /usr/bin NO_DEFAULT_PATH)
  find_program(GLAD_EXECUTABLE glad REQUIRED)

  set(glad_dir ${CMAKE_CURRENT_BINARY_DIR}/glad)
  add_custom_command(
    OUTPUT ${glad_dir}/src/gl.c ${glad_dir}/include/glad/gl.h
    # --reproducible: the bundled specification, no network. The extension list keeps the output short.
    COMMAND ${GLAD_EXECUTABLE} --quiet --reproducible --api gl:core=3.3 --extensions GL_KHR_debug
            --out-path ${glad_dir} c
    COMMENT "Generating the OpenGL 3.3 loader" VERBATIM)
  add_library(glad STATIC ${glad_dir}/src/gl.c ${glad_dir}/include/glad/gl.h)
  target_include_directories(glad SYSTEM PUBLIC ${glad_dir}/include)
  target_link_libraries(glad PRIVATE ${CMAKE_DL_LIBS})
endif()
