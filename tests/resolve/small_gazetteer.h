// A map small enough to be read at one glance, for tests that need to know every row.
#pragma once

#include <string>
#include <string_view>

#include "knowledge/tables.h"
#include "resolve/gazetteer_file.h"

namespace detente::resolve {

inline knowledge::Table table_of(std::string_view text) {
  return knowledge::Table::parse(text, "test.tsv").value();
}

inline GazetteerTables small_gazetteer() {
  return {table_of("id\tname\taliases\tlat\tlon\tfeature\tcountry\tadmin1\tadmin2\tpopulation\n"
                   "1\tAland\t\t60\t20\tPCLI\tAA\t\t\t1000\n"
                   "2\tOak County\t\t60.5\t20.5\tADM1\tAA\t01\t\t500\n"
                   "3\tSaint Oak\tOaksted|Will\t60.6\t20.6\tPPL\tAA\t01\t\t400\n"
                   "4\tOaksted\t\t61\t21\tPPL\tAA\t01\t\t30\n"
                   "5\tUn\t\t61\t21\tPPL\tAA\t01\t\t30\n"),
          table_of("name\taliases\tlat\tlon\tfeature\tcountry\tgeonameid\nGreat Sea\t\t10\t10\tSEA\t\t\n"),
          table_of("name\tcountry\tadmin1\tgeonameid\tafter\nOC\tAA\t01\t\tyes\n"),
          table_of("word\tkinds\nwill\tcommon|given\n"),
          table_of("code\tiso2\tname\taliases\tgeonameid\tlat\tlon\nAAA\tAA\tAland\tA.L.\t1\t0\t0\n")};
}

inline std::string small_gazetteer_bytes() {
  return compile_gazetteer(small_gazetteer()).value();
}

}  // namespace detente::resolve
