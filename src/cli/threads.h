// How many threads a command codes with.
#pragma once

namespace CLI {  // NOLINT(readability-identifier-naming): the library's own name
class App;
}

namespace detente::cli {

// --threads, filling `threads`, which must live as long as the command.
void add_threads_option(CLI::App& command, unsigned& threads);

// `asked` itself; for 0 one for each core that this process may use.
unsigned threads_for(unsigned asked);

}  // namespace detente::cli
