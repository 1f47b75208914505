#include "cli/messages.h"

#include <iostream>

#include "cli/exit_status.h"
#include "export/export.h"

namespace detente::cli {

void complain(std::string_view subject, std::string_view message) {
  // In one piece, so that lines of two processes on one terminal do not mix.
  std::string line = "detente: ";
  if (!subject.empty()) {
    line += exports::printable(subject) + ": ";
  }
  line += exports::printable(message) + "\n";
  std::cerr << line << std::flush;
}

void complain(const Error& error) {
  complain(error.subject, error.message);
}

int fail(const Error& error) {
  complain(error);
  return nothing_done;
}

}  // namespace detente::cli
