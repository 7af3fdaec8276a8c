# Shaders as string constants in the program. Included: embedscope_embed_shaders(OUTPUT FILES…) makes the rule.
# Run as a script (cmake -DOUTPUT=… -DFILES=a|b -P): writes the C++ file.
if(CMAKE_SCRIPT_MODE_FILE)
  set(entries "")
  string(REPLACE "|" ";" FILES "${FILES}")
  foreach(file IN LISTS FILES)
    get_filename_component(name "${file}" NAME)
    file(READ "${file}" text)
    string(APPEND entries "    {\"${name}\", R\"glsl(${text})glsl\"},\n")
  endforeach()
  file(WRITE "${OUTPUT}" "// Written by cmake/embed_shaders.cmake from shaders/.
#include \"render/gl/shader_sources.h\"

namespace es::render {

std::span<const EmbeddedShader> embeddedShaders() {
  static constexpr EmbeddedShader kShaders[] = {
${entries}  };
  return kShaders;
}

}  // namespace es::render
")
  return()
endif()

set(EMBEDSCOPE_EMBED_SHADERS_SCRIPT ${CMAKE_CURRENT_LIST_FILE})

function(embedscope_embed_shaders output)
  string(REPLACE ";" "|" files "${ARGN}")
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${output} -DFILES=${files} -P ${EMBEDSCOPE_EMBED_SHADERS_SCRIPT}
    DEPENDS ${ARGN} ${EMBEDSCOPE_EMBED_SHADERS_SCRIPT}
    COMMENT "Embedding the shaders" VERBATIM)
endfunction()
