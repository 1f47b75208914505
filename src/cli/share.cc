#include "cli/share.h"

#include <cstdlib>
#include <vector>

namespace detente::cli {

namespace fs = std::filesystem;

namespace {

std::vector<fs::path> usual_places() {
  std::vector<fs::path> places;
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  if (!error) {
    places.push_back(program.parent_path() / "share" / "detente");
    places.push_back(program.parent_path().parent_path() / "share" / "detente");
  }
  places.emplace_back(DETENTE_INSTALLED_SHARE);
  return places;
}

}  // namespace

Result<fs::path> find_share(const std::string& named) {
  if (!named.empty()) {
    return fs::path(named);
  }
  const char* environment = std::getenv("DETENTE_DATA");
  if (environment != nullptr && *environment != '\0') {
    return fs::path(environment);
  }
  std::string searched;
  for (const fs::path& place : usual_places()) {
    std::error_code error;
    if (fs::exists(place / "detente.knowledge", error)) {
      return place;
    }
    searched += (searched.empty() ? "" : ", ") + place.string();
  }
  return Error{ErrorCode::not_found,
               "not found in " + searched + "; name the folder it lies in with --data or in DETENTE_DATA",
               "detente.knowledge"};
}

}  // namespace detente::cli
