// Tables small enough to be read at one glance, for tests that need to know every row.
#pragma once

#include <string>
#include <string_view>

#include "knowledge/knowledge.h"
#include "knowledge/layer.h"
#include "knowledge/tables.h"
#include "text/text.h"

namespace detente::knowledge {

inline Table table_of(std::string_view text, std::string name = "t.tsv") {
  return Table::parse(text, std::move(name)).value();
}

inline Tables small_tables() {
  Tables tables;
  tables.countries = table_of(
      "code\tname\taliases\tadjectives\tdemonyms\tcapital\tfrom\tto\tgeonameid\tlat\tlon\n"
      "FRA\tFrance\tFrench Republic\tFrench\tFrenchman|Frenchwoman\tParis\t\t\t3017382\t46.2\t2.2\n"
      "USA\tUnited States\tUS|U.S.|America\tAmerican|US\tAmericans\tWashington\n"
      "TUR\tTurkey\tTürkiye\tTurkish\tTurk|Turks\tAnkara\n"
      "CIV\tIvory Coast\tCôte d'Ivoire\tIvorian\tIvorians\tYamoussoukro\n"
      "LTU\tLithuania\t\tLithuanian\tLithuanians\tVilnius\t1990-03-11\n"
      "SUN\tSoviet Union\tUSSR\tSoviet\tSoviets\tMoscow\t\t1991-12-26\n"
      "CHN\tChina\t\tChinese\tChinese\tBeijing\n",
      "countries.tsv");
  tables.seats = table_of("name\taliases\tcode\tsector\nÉlysée\tÉlysée Palace\tFRA\tGOV\n", "seats.tsv");
  tables.organisations = table_of(
      "name\taliases\tcode\tsector\tother_sectors\n"
      "Bank of France\t\tFRA\tBUS\tGOV|BUS\n"
      "World Health Organization\tWHO\tUNO\tMED\n"
      "Washington Post\t\tUSA\tJRN\n",
      "organisations.tsv");
  tables.armed_groups =
      table_of("name\taliases\tcode\tsector\nal-Qaida\tal-Qaeda\tIMG\tREB\nIslamic State\tIS|Da'esh\tIMG\tREB\n",
               "armed_groups.tsv");
  tables.roles =
      table_of("name\taliases\tsector\tnumber\trole\npresident\t\tGOV\tsingular\tpresident\ntroops\t\tMIL\tplural\n",
               "roles.tsv");
  tables.people.push_back(
      table_of("id\tname\taliases\tcode\tsector\tgender\n"
               "anne-martin\tAnne Martin\t\tFRA\tELI\tf\n"
               "paul-martin\tPaul Martin\t\tUSA\tELI\tm\n"
               "luc-petit\tLuc Petit\tLucien Petit\tFRA\tELI\tm\n"
               "wang-hai\tWang Hai\t\tCHN\tELI\tm\n",
               "people.tsv"));
  tables.offices.push_back(
      table_of("id\ttitle\taliases\tcode\tsector\trole\tsingle\n"
               "FRA:president\tPresident of France\tFrench President\tFRA\tGOV\tpresident\tyes\n"
               "CHN:president\tPresident of China\t\tCHN\tGOV\tpresident\tyes\n",
               "offices.tsv"));
  tables.terms.push_back(
      table_of("office\tperson\tfrom\tto\n"
               "FRA:president\tanne-martin\t2000-05-01\t2005-05-01\n"
               "FRA:president\tluc-petit\t2005-05-01\t\n"
               "CHN:president\twang-hai\t2003\t2013-03\n",
               "terms.tsv"));
  tables.events = table_of("type\tquad\tscore\nAGREE\t1\t2.5\nASSAULT\t4\t-9\n", "events.tsv");
  tables.modes = table_of("type\tmode\tscore\nASSAULT\tbeat\t-7.5\nASSAULT\taerial\t\n", "modes.tsv");
  tables.contexts = table_of("context\nmilitary\n", "contexts.tsv");
  tables.sectors = table_of("sector\nGOV\nMIL\nREB\nBUS\nMED\nJRN\nELI\n", "sectors.tsv");
  tables.international = table_of("code\nUNO\nIMG\n", "international.tsv");
  tables.cameo = table_of(
      "cameo\ttype\tmode\tclosest\n030\tAGREE\t\tyes\n190\tASSAULT\t\tyes\n182\tASSAULT\tbeat\tyes\n"
      "195\tASSAULT\taerial\tyes\n1951\tASSAULT\taerial\t\n",
      "cameo.tsv");
  tables.mistranslations = table_of(
      "written\tmeant\tnear\nmassaging\tmassing\tsoldiers|troops\nmaintenance\ttalks\tName-Name\n"
      "militaries\tsoldiers\t#\nattentat\tattack\t\n",
      "mistranslations.tsv");
  return tables;
}

inline std::string small_bytes() {
  return compile(small_tables()).value();
}

inline Knowledge small_world() {
  return Knowledge::from_bytes(small_bytes()).value();
}

inline Document document_of(std::string_view text) {
  Article article;
  article.text = text;
  article.blocks.push_back({{0, static_cast<std::uint32_t>(text.size())}, SentenceKind::body});
  return text::read(std::move(article));
}

}  // namespace detente::knowledge
