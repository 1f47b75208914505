// The program's commands, one file each. Each function adds its command to `program`; when the command line names it,
// it runs while the line is parsed and leaves its exit status in `status`.
#pragma once

namespace CLI {  // NOLINT(readability-identifier-naming): the library's own name
class App;
}

namespace detente::cli {

void add_code(CLI::App& program, int& status);
void add_explain(CLI::App& program, int& status);
void add_extract(CLI::App& program, int& status);
void add_stories(CLI::App& program, int& status);
void add_fetch(CLI::App& program, int& status);
void add_tension(CLI::App& program, int& status);
void add_ledger(CLI::App& program, int& status);
void add_export(CLI::App& program, int& status);
void add_report(CLI::App& program, int& status);
void add_ingest(CLI::App& program, int& status);
void add_query(CLI::App& program, int& status);
void add_store(CLI::App& program, int& status);
void add_doctor(CLI::App& program, int& status);

}  // namespace detente::cli
