// detente doctor: what this installation consists of, and whether it can work.
#include <curl/curl.h>
#include <sched.h>
#include <simdjson.h>
#include <sqlite3.h>
#include <unicode/uchar.h>
#include <unicode/uversion.h>

#include <CLI/CLI.hpp>
#include <array>
#include <charconv>
#include <memory>
#include <thread>

#include "base/base.h"
#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "cli/processor.h"
#include "cli/reading.h"
#include "cli/share.h"
#include "cli/version.h"

namespace detente::cli {

namespace {

constexpr std::size_t label_width = 14;

class Report {
 public:
  void line(std::string label, std::string_view value) {
    label.resize(std::max(label.size() + 1, label_width), ' ');
    text_ += label;
    text_ += value;
    text_ += '\n';
  }

  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

std::string version_of_icu() {
  UVersionInfo version;
  std::array<char, U_MAX_VERSION_STRING_LENGTH> library{};
  std::array<char, U_MAX_VERSION_STRING_LENGTH> unicode{};
  u_getVersion(version);
  u_versionToString(version, library.data());
  u_getUnicodeVersion(version);
  u_versionToString(version, unicode.data());
  return std::string(library.data()) + " (Unicode " + unicode.data() + ")";
}

std::string counts_of(const knowledge::Knowledge& knowledge) {
  static constexpr std::array<const char*, 7> kinds{"countries", "seats",   "organisations", "armed groups",
                                                    "people",    "offices", "roles"};
  const auto counts = knowledge.counts();
  std::string text;
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    text += (text.empty() ? "" : ", ") + std::to_string(counts.at(i)) + " " + kinds.at(i);
  }
  return text;
}

std::string features_of_processor() {
  std::string text;
  for (const Feature& feature : processor_features()) {
    text += (text.empty() ? "" : ", ") + std::string(feature.present ? "" : "no ") + feature.name;
  }
  return text.empty() ? "none known for this kind" : text;
}

std::string value_of(const char* variable) {
  const char* value = std::getenv(variable);
  return std::string(variable) + (value == nullptr ? " is not set" : "=" + std::string(value));
}

void describe_program(Report& report) {
  report.line("detente", DETENTE_VERSION);
  report.line("built", "with " DETENTE_BUILT);
  report.line("ICU", version_of_icu());
  report.line("simdjson", std::string(SIMDJSON_STRINGIFY(SIMDJSON_VERSION)) + " (" +
                              simdjson::get_active_implementation()->name() + ")");
  report.line("gumbo", DETENTE_GUMBO_VERSION " at build; the library does not tell its own");
  report.line("CLI11", CLI11_VERSION);
  report.line("libcurl", curl_version());
  report.line("SQLite", sqlite3_libversion());
}

void describe_machine(Report& report) {
  report.line("processor", features_of_processor());
  report.line("cores", std::to_string(std::thread::hardware_concurrency()));
  report.line("locale", value_of("LC_ALL") + ", " + value_of("LANG") + "; not used: the output is the same in any");
  report.line("time zone", value_of("TZ") + "; not used");
}

// The error when it cannot work.
std::optional<Error> describe_data(const ReadingOptions& options, Report& report) {
  const auto share = find_share(options.data);
  if (!share) {
    return share.error();
  }
  report.line("data", share->string());
  const auto coder = open_coder(options);
  if (!coder) {
    return coder.error();
  }
  report.line("knowledge", counts_of(coder->knowledge()));
  report.line("", "checksum " + base::hexadecimal(coder->knowledge().checksum()));
  report.line("gazetteer", std::to_string(coder->resolver().places()) + " places");
  report.line("", "checksum " + base::hexadecimal(coder->resolver().checksum()));
  report.line("model", coder->model().description());
  ReadingOptions fast = options;
  fast.coder = "fast";
  const auto fast_coder = open_coder(fast);
  if (!fast_coder) {
    return fast_coder.error();
  }
  report.line("", fast_coder->model().description());
  return std::nullopt;
}

int run_doctor(const ReadingOptions& options) {
  Report report;
  describe_program(report);
  describe_machine(report);
  const auto error = describe_data(options, report);
  report.line("result", error ? "cannot code; see the message below" : "all is well");
  Output output = Output::to_standard_output();
  output.write(report.text());
  output.close();
  if (!error) {
    return all_well;
  }
  complain(*error);
  complain("",
           "build the project again (script/run) or name a folder with sound detente.knowledge, detente.gazetteer "
           "and weights "
           "with --data");
  return nothing_done;
}

constexpr const char* footer = R"(Exit status:
  0  detente can code
  1  it cannot; the message says what is missing
)";

}  // namespace

void add_doctor(CLI::App& program, int& status) {
  const auto options = std::make_shared<ReadingOptions>();
  CLI::App& command =
      *program.add_subcommand("doctor", "Say what this installation consists of, and whether it can work");
  command.set_version_flag("--version", version_line, "Print the version and exit");
  command.add_option("--data", options->data, "Folder of detente.knowledge, detente.gazetteer and the weights")
      ->type_name("DIR");
  command.footer(footer);
  command.callback([options, &status] { status = run_doctor(*options); });
}

}  // namespace detente::cli
