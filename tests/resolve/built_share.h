// The tables and the gazetteer that the build has compiled, opened once.
#pragma once

#include "knowledge/knowledge.h"
#include "resolve/gazetteer.h"

namespace detente::resolve {

inline const knowledge::Knowledge& tables() {
  static const auto opened = knowledge::Knowledge::open(DETENTE_BUILD_DIR "/share/detente/detente.knowledge");
  return opened.value();
}

inline const Gazetteer& gazetteer() {
  static const auto opened = Gazetteer::open(DETENTE_BUILD_DIR "/share/detente/detente.gazetteer");
  return opened.value();
}

}  // namespace detente::resolve
