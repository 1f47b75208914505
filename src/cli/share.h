// Where the compiled knowledge and the weights lie.
#pragma once

#include <filesystem>
#include <string>

#include "detente/result.h"

namespace detente::cli {

// `named` (--data) when not empty, else $DETENTE_DATA, else the first folder with a detente.knowledge in it out of
// share/detente beside the program, share/detente beside the program's folder, and where it was built to be
// installed. Error not_found with the places that were searched.
Result<std::filesystem::path> find_share(const std::string& named);

}  // namespace detente::cli
