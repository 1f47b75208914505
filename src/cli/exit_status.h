// What the program's exit status says (docs/detente.1, "EXIT STATUS").
#pragma once

namespace detente::cli {

enum ExitStatus : int {
  all_well = 0,
  nothing_done = 1,  // wrong usage, no data folder, output that cannot be written
  bad_input = 2,     // some input could not be read; the rest is done
};

}  // namespace detente::cli
