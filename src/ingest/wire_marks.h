// What a wire service writes around a story for its desks: slugs, notes to editors, end marks, time stamps.
#pragma once

#include <string_view>

namespace detente::ingest {

// A line that is nothing but such a mark:
//   slugs         "BC-Ukraine-Talks, 2nd Ld-Writethru", "^BC-UKRAINE-TALKS:ADDS-", "r i BC-Talks 02-07 0512",
//   "URGENT" notes         "Eds: ADDS quotes", "ATTN: foreign editors", "(Adds details, background)", "(Recasts with
//   toll)" ends          "(MORE)", "more", "ENDIT", "END/IPS", "-30-", "###", "xxx", "- 0 -", "EOM" stamps
//   "AP-NY-02-07-22 1630GMT", "071630 GMT FEB 22", "ab/cd/ef"
bool is_wire_mark(std::string_view line);

}  // namespace detente::ingest
