// What the program says on standard error.
#pragma once

#include <string_view>

#include "detente/result.h"

namespace detente::cli {

// "detente: SUBJECT: message" on one line.
void complain(const Error& error);
void complain(std::string_view subject, std::string_view message);

// Complains; the exit status of a run that this ends.
int fail(const Error& error);

}  // namespace detente::cli
