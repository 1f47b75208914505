# detente_room(NAME [LINKS library…]): the folder src/NAME as the static library detente_NAME.
# Its public header is src/NAME/NAME.h; only rooms that link it, directly or not, may include that.
function(detente_room name)
  cmake_parse_arguments(ROOM "" "" "LINKS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${name}/*.cc)
  add_library(detente_${name} STATIC ${sources})
  target_include_directories(detente_${name} PUBLIC ${CMAKE_SOURCE_DIR}/include ${CMAKE_SOURCE_DIR}/src)
  target_link_libraries(detente_${name} PUBLIC ${ROOM_LINKS} PRIVATE detente_warnings)
endfunction()
