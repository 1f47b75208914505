#include "cli/processor.h"

#if defined(__x86_64__)
#include <cpuid.h>
#endif

namespace detente::cli {

#if defined(__x86_64__)

namespace {

// The compilers of Debian 12 do not all know AMX by name: CPUID leaf 7, EDX bit 25 is AMX-INT8.
bool has_amx_int8() {
  unsigned eax = 0;
  unsigned ebx = 0;
  unsigned ecx = 0;
  unsigned edx = 0;
  constexpr unsigned amx_int8 = 1U << 25U;
  return __get_cpuid_count(7, 0, &eax, &ebx, &ecx, &edx) != 0 && (edx & amx_int8) != 0;
}

}  // namespace

std::vector<Feature> processor_features() {
  __builtin_cpu_init();
  return {{"sse4.2", __builtin_cpu_supports("sse4.2") != 0},
          {"avx2", __builtin_cpu_supports("avx2") != 0},
          {"avx512f", __builtin_cpu_supports("avx512f") != 0},
          {"avx512_vnni", __builtin_cpu_supports("avx512vnni") != 0},
          {"amx_int8", has_amx_int8()}};
}

#else

std::vector<Feature> processor_features() {
  return {};
}

#endif

}  // namespace detente::cli
