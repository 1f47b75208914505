# Warnings are errors in our own code; library headers count as system headers.
add_library(detente_warnings INTERFACE)
target_compile_options(detente_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast -Wnon-virtual-dtor
  -Woverloaded-virtual -Wnull-dereference -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 sees null dereferences and overlapping copies of its own making in std::string at -O2 (GCC bug 105651).
  target_compile_options(detente_warnings INTERFACE -Wno-null-dereference -Wno-restrict -Wduplicated-cond -Wlogical-op)
endif()

find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()
