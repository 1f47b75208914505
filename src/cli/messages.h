// What the program says on standard error.
#pragma once

#include <string_view>

#include "detente/result.h"

namespace detente::cli {

// "detente: SUBJECT: message" on one line.
void complain(const Error& error);
void complain(std::string_view subject, std::string_view message);

}  // namespace detente::cli
