// Who is meant: our own sentences, with the mentions marked in them.
//
//   {…}  the mention that is asked for     […]  other mentions     <…>  the mention that speaks the quotations
#include "resolve/actors.h"

#include <gtest/gtest.h>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "resolve/gazetteer.h"
#include "resolve/places.h"
#include "resolve/times.h"
#include "text/text.h"

namespace detente::resolve {
namespace {

const knowledge::Knowledge& tables() {
  static const auto opened = knowledge::Knowledge::open(DETENTE_BUILD_DIR "/share/detente/detente.knowledge");
  return opened.value();
}

const Gazetteer& gazetteer() {
  static const auto opened = Gazetteer::open(DETENTE_BUILD_DIR "/share/detente/detente.gazetteer");
  return opened.value();
}

struct Marked {
  Document document;
  Analysis analysis;
  TokenSpan asked;
};

// Tokens that lie in these bytes.
TokenSpan tokens_in(const Document& document, ByteSpan bytes) {
  TokenSpan tokens{static_cast<std::uint32_t>(document.tokens.size()), 0};
  for (std::uint32_t i = 0; i < document.tokens.size(); ++i) {
    const ByteSpan token = document.tokens[i].span;
    if (token.begin >= bytes.begin && token.end <= bytes.end) {
      tokens.begin = std::min(tokens.begin, i);
      tokens.end = i + 1;
    }
  }
  return tokens;
}

Marked read(std::string_view marked, std::string_view date) {
  static constexpr std::string_view opening = "{[<";
  static constexpr std::string_view closing = "}]>";
  struct Mark {
    char kind;
    ByteSpan bytes;
  };
  std::vector<Mark> marks;
  Article article;
  article.date = date;
  for (const char c : marked) {
    const auto at = static_cast<std::uint32_t>(article.text.size());
    if (opening.find(c) != std::string_view::npos) {
      marks.push_back({c, {at, at}});
    } else if (closing.find(c) != std::string_view::npos) {
      marks.back().bytes.end = at;
    } else {
      article.text.push_back(c);
    }
  }
  article.blocks.push_back({{0, static_cast<std::uint32_t>(article.text.size())}, SentenceKind::body});
  Marked read;
  read.document = text::read(std::move(article));
  std::optional<TokenSpan> speaker;
  for (const Mark& mark : marks) {
    const TokenSpan tokens = tokens_in(read.document, mark.bytes);
    read.analysis.mentions.push_back({tokens});
    if (mark.kind == '{') {
      read.asked = tokens;
    }
    if (mark.kind == '<') {
      speaker = tokens;
    }
  }
  for (const Quotation& quotation : read.document.quotations) {
    Speech speech;
    speech.sentence = quotation.sentence;
    speech.content = quotation.tokens;
    speech.speaker = speaker.value_or(TokenSpan());
    read.analysis.speeches.push_back(speech);
  }
  return read;
}

ActorResolver resolver_of(const Marked& marked) {
  Resolved found;
  found.places = find_places(marked.document, marked.analysis, tables(), gazetteer());
  found.times = find_times(marked.document, marked.document.article.date);
  return {marked.document, marked.analysis, found, tables()};
}

std::vector<Entity> entities_of(const Marked& marked) {
  return resolver_of(marked).entities(marked.asked);
}

struct Case {
  std::string_view text;
  std::string_view date;
  std::string_view meant;  // code, sector and canonical name; several parted by "; "
};

void PrintTo(const Case& tested, std::ostream* out) {
  *out << tested.text << " (" << tested.date << ")";
}

class Actors : public testing::TestWithParam<Case> {};

TEST_P(Actors, Are) {
  const Marked marked = read(GetParam().text, GetParam().date);
  ASSERT_FALSE(marked.asked.empty());
  std::string meant;
  for (const Entity& entity : entities_of(marked)) {
    meant += (meant.empty() ? "" : "; ") + entity.code + " " + entity.sector + " " + entity.identifier_text;
    EXPECT_EQ(marked.document.text(entity.span), marked.document.text(marked.asked));
    EXPECT_FALSE(entity.evidence.empty());
  }
  EXPECT_EQ(meant, GetParam().meant) << GetParam().text << " (" << GetParam().date << ")";
}

INSTANTIATE_TEST_SUITE_P(
    Names, Actors,
    testing::Values(Case{"{Emmanuel Macron} landed in Kyiv.", "2022-02-08", "FRA GOV Emmanuel Macron"},
                    Case{"{Vladimir Putin} sat at a long table.", "2022-02-07", "RUS GOV Vladimir Putin"},
                    Case{"{Angela Merkel} welcomed the refugees.", "2015-09-05", "DEU GOV Angela Merkel"},
                    Case{"{Angela Merkel} published her memoirs.", "2024-11-26", "DEU ELI Angela Merkel"},
                    Case{"{Recep Tayyip Erdogan} called Berlin.", "2018-03-01", "TUR GOV Recep Tayyip Erdogan"},
                    Case{"{António Guterres} pleaded for a truce.", "2022-03-01", "UNO GOV António Guterres"},
                    Case{"{Antonio Guterres} pleaded for a truce.", "2022-03-01", "UNO GOV António Guterres"},
                    Case{"{Kim Jong Un} watched the launch.", "2019-05-04", "PRK GOV Kim Jong-un"},
                    Case{"{Kim Jong-un} watched the launch.", "2019-05-04", "PRK GOV Kim Jong-un"},
                    Case{"{Xi Jinping} flew to Moscow.", "2023-03-20", "CHN GOV Xi Jinping"},
                    Case{"{Hillary Clinton} sat in the Senate.", "2005-03-01", "USA ELI Hillary Clinton"},
                    Case{"{Hillary Clinton} met the minister.", "2011-03-01", "USA GOV Hillary Clinton"},
                    Case{"{Alexei Navalny} was detained at the airport.", "2021-01-17", "RUS OPP Alexei Navalny"}));

INSTANTIATE_TEST_SUITE_P(
    LastNames, Actors,
    testing::Values(
        Case{"[Emmanuel Macron] landed at noon. {Macron} then drove to the palace.", "2022-02-08",
             "FRA GOV Emmanuel Macron"},
        Case{"{Macron} will call Moscow again.", "2022-02-08", "FRA GOV Emmanuel Macron"},
        Case{"{Putin} denied it.", "2022-02-07", "RUS GOV Vladimir Putin"},
        Case{"[Xi Jinping] flew to Moscow. {Xi} stayed for two days.", "2023-03-20", "CHN GOV Xi Jinping"},
        Case{"[Ban Ki-moon] spoke in Geneva. {Ban} urged both sides to stop.", "2012-05-01", "UNO GOV Ban Ki-moon"},
        Case{"[Hiba Osman] runs the clinic. {Osman} has no medicine left.", "2016-05-01", "UNK  Hiba Osman"},
        Case{"[Peter Brandt] sells maps in Oslo. {Brandt} asked Norway for help.", "2016-05-01", "NOR  Peter Brandt"},
        Case{"[Hiba Osman] runs the clinic in Syria. {Ms Osman} has no medicine left.", "2016-05-01",
             "SYR  Hiba Osman"},
        Case{"Merkel spoke first. {Mr. Putin} answered.", "2014-05-01", "RUS GOV Vladimir Putin"}));

INSTANTIATE_TEST_SUITE_P(
    Namesakes, Actors,
    testing::Values(Case{"{George Bush} spoke in Washington.", "1991-01-16", "USA GOV George H. W. Bush"},
                    Case{"{George Bush} spoke in Washington.", "2003-03-20", "USA GOV George W. Bush"},
                    Case{"{President Bush} spoke in Washington.", "1991-01-16", "USA GOV George H. W. Bush"},
                    Case{"{President Bush} spoke in Washington.", "2003-03-20", "USA GOV George W. Bush"},
                    Case{"{Bush} told Iraq to leave Kuwait.", "1991-01-10", "USA GOV George H. W. Bush"},
                    Case{"{Bush} told Iraq to disarm.", "2003-03-10", "USA GOV George W. Bush"},
                    Case{"{President Clinton} called Belgrade.", "1999-03-20", "USA GOV Bill Clinton"},
                    Case{"{Secretary of State Clinton} called Tripoli.", "2011-03-20", "USA GOV Hillary Clinton"},
                    Case{"{President Assad} of Syria refused.", "1996-03-01", "SYR GOV Hafez al-Assad"},
                    Case{"{President Assad} of Syria refused.", "2012-03-01", "SYR GOV Bashar al-Assad"},
                    Case{"{President Kabila} met the rebels in Congo.", "1999-03-01", "COD GOV Laurent Kabila"},
                    Case{"{President Kabila} met the rebels in Congo.", "2010-03-01", "COD GOV Joseph Kabila"},
                    Case{"The Argentine leader {Kirchner} sued.", "2005-03-01", "ARG GOV Néstor Kirchner"},
                    Case{"The Argentine leader {Kirchner} sued.", "2012-03-01",
                         "ARG GOV Cristina Fernández de Kirchner"}));

INSTANTIATE_TEST_SUITE_P(
    OfficesOnADay, Actors,
    testing::Values(
        Case{"{The French President} spoke on television.", "1996-03-01", "FRA GOV Jacques Chirac"},
        Case{"{The French President} spoke on television.", "2009-03-01", "FRA GOV Nicolas Sarkozy"},
        Case{"{The French President} spoke on television.", "2014-03-01", "FRA GOV François Hollande"},
        Case{"{The French President} spoke on television.", "2022-02-07", "FRA GOV Emmanuel Macron"},
        Case{"{The French president} spoke on television.", "2022-02-07", "FRA GOV Emmanuel Macron"},
        Case{"{the president of France} spoke on television.", "2022-02-07", "FRA GOV Emmanuel Macron"},
        Case{"{France's president} spoke on television.", "2022-02-07", "FRA GOV Emmanuel Macron"},
        Case{"{The US president} vetoed the bill.", "1994-03-01", "USA GOV Bill Clinton"},
        Case{"{The U.S. President} vetoed the bill.", "2010-03-01", "USA GOV Barack Obama"},
        Case{"{The American president} vetoed the bill.", "2018-03-01", "USA GOV Donald Trump"},
        Case{"{The Russian president} dismissed it.", "2010-03-01", "RUS GOV Dmitry Medvedev"},
        Case{"{The Russian prime minister} dismissed it.", "2010-03-01", "RUS GOV Vladimir Putin"},
        Case{"{The German Chancellor} met the unions.", "1996-03-01", "DEU GOV Helmut Kohl"},
        Case{"{Germany's chancellor} met the unions.", "2022-03-01", "DEU GOV Olaf Scholz"},
        Case{"{The British prime minister} resigned.", "2016-06-24", "GBR GOV David Cameron"},
        Case{"{the Prime Minister of the United Kingdom} resigned.", "2022-10-20", "GBR GOV Liz Truss"},
        Case{"{The Israeli prime minister} called early elections.", "2022-02-07", "ISR GOV Naftali Bennett"},
        Case{"{The Ukrainian foreign minister} asked for arms.", "2022-02-07", "UKR GOV Dmytro Kuleba"},
        Case{"{Russia's foreign minister} refused.", "2022-02-07", "RUS GOV Sergei Lavrov"},
        Case{"{The Polish defence minister} visited the border.", "2022-02-07", "POL GOV Mariusz Blaszczak"},
        Case{"{The UN Secretary-General} condemned the attack.", "1995-08-01", "UNO GOV Boutros Boutros-Ghali"},
        Case{"{The UN Secretary-General} condemned the attack.", "2005-08-01", "UNO GOV Kofi Annan"},
        Case{"{The UN chief} condemned the attack.", "2022-03-01", "UNO GOV António Guterres"},
        Case{"{The Iranian supreme leader} pardoned them.", "2018-08-01", "IRN GOV Ali Khamenei"},
        Case{"{The Pope} prayed for peace.", "1999-04-04", "VAT GOV John Paul II"},
        Case{"{The Pope} prayed for peace.", "2022-03-06", "VAT GOV Pope Francis"},
        Case{"{The Irish Taoiseach} flew to London.", "2019-10-10", "IRL GOV Leo Varadkar"},
        Case{"{The Japanese Prime Minister} apologised.", "2004-03-01", "JPN GOV Junichiro Koizumi"}));

INSTANTIATE_TEST_SUITE_P(
    Titles, Actors,
    testing::Values(
        Case{"{French President Emmanuel Macron} landed.", "2022-02-08", "FRA GOV Emmanuel Macron"},
        Case{"{President Macron} landed.", "2022-02-08", "FRA GOV Emmanuel Macron"},
        Case{"{Russian Foreign Minister Sergei Lavrov} walked out.", "2022-02-10", "RUS GOV Sergei Lavrov"},
        Case{"{Chancellor Olaf Scholz} hesitated.", "2022-02-10", "DEU GOV Olaf Scholz"},
        Case{"{Defence Secretary Ben Wallace} flew to Moscow.", "2022-02-11", "GBR GOV Ben Wallace"},
        Case{"{Prime Minister Tony Blair} spoke to the House.", "2003-03-18", "GBR GOV Tony Blair"},
        Case{"{former President Bill Clinton} led the monitors.", "2006-01-25", "USA ELI Bill Clinton"},
        Case{"{former British prime minister Tony Blair} wrote a letter.", "2018-01-25", "GBR ELI Tony Blair"},
        Case{"{former French president Nicolas Sarkozy} was fined.", "2021-03-01", "FRA ELI Nicolas Sarkozy"},
        Case{"{The former British prime minister} was fined.", "2019-03-01",
             "GBR ELI The former British prime minister"},
        Case{"{the ex-president of Peru} was fined.", "2019-03-01", "PER ELI the ex-president of Peru"},
        Case{"{the former French president} was fined.", "2021-03-01", "FRA ELI the former French president"},
        Case{"{the president}, Emmanuel Macron, agreed with France's unions.", "2022-03-01",
             "FRA GOV Emmanuel Macron"},
        Case{"{The Lithuanian foreign minister}, Rasa Petruliene, objected.", "2022-03-01",
             "LTU GOV Rasa Petruliene"}));

INSTANTIATE_TEST_SUITE_P(
    CountriesAndPeoples, Actors,
    testing::Values(Case{"{France} recalled its envoy.", "2021-09-17", "FRA GOV France"},
                    Case{"{The United States} sent two ships.", "2021-09-17", "USA GOV United States"},
                    Case{"They told us that the {US} would pay.", "2021-09-17", "USA GOV United States"},
                    Case{"The {U.S.} would pay.", "2021-09-17", "USA GOV United States"},
                    Case{"{Britain} and others objected.", "2021-09-17", "GBR GOV United Kingdom"},
                    Case{"{The UK} objected.", "2021-09-17", "GBR GOV United Kingdom"},
                    Case{"{Ivory Coast} closed the border.", "2011-01-17", "CIV GOV Ivory Coast"},
                    Case{"{Cote d'Ivoire} closed the border.", "2011-01-17", "CIV GOV Ivory Coast"},
                    Case{"{The Soviet Union} withdrew its tanks.", "1991-03-01", "SUN GOV Soviet Union"},
                    Case{"{Yugoslavia} mobilised.", "1999-03-01", "YUG GOV Yugoslavia"},
                    Case{"{Czechoslovakia} signed it.", "1992-03-01", "CSK GOV Czechoslovakia"},
                    Case{"{North Korea} fired a missile.", "2017-03-01", "PRK GOV North Korea"},
                    Case{"{The Democratic Republic of the Congo} protested.", "2017-03-01",
                         "COD GOV Democratic Republic of the Congo"},
                    Case{"{Kosovo} voted.", "2014-06-08", "KOS GOV Kosovo"},
                    Case{"{Taiwan} scrambled its jets.", "2021-10-04", "TWN GOV Taiwan"},
                    Case{"{The Russians} left at dawn.", "2008-08-20", "RUS GOV Russia"},
                    Case{"{Ukrainians} queued for bread.", "2022-03-20", "UKR GOV Ukraine"},
                    Case{"{Palestinians} threw stones.", "2000-10-01", "PSE GOV Palestine"}));

INSTANTIATE_TEST_SUITE_P(
    AdjectivesAndRoles, Actors,
    testing::Values(Case{"{Russian troops} crossed the river.", "2022-03-20", "RUS MIL Russian armed forces"},
                    Case{"{French police} cleared the square.", "2018-12-01", "FRA COP French police"},
                    Case{"{Syrian rebels} took the town.", "2013-12-01", "SYR REB Syrian rebels"},
                    Case{"{The Indian parliament} passed it.", "2019-12-11", "IND LEG Lok Sabha"},
                    Case{"{The German government} fell.", "2024-11-06", "DEU GOV The German government"},
                    Case{"{Turkish journalists} were tried.", "2017-03-20", "TUR JRN Turkish journalists"},
                    Case{"{Iranian protesters} burned tyres.", "2019-11-16", "IRN CVL Iranian protesters"},
                    Case{"{The Venezuelan opposition} marched.", "2019-01-23", "VEN OPP The Venezuelan opposition"},
                    Case{"{the government of Chad} agreed.", "2010-01-23", "TCD GOV the government of Chad"},
                    Case{"{Kenya's army} shelled the camp.", "2012-01-23", "KEN MIL Kenya's army"},
                    Case{"{Israeli warplanes} struck the port of Syria.", "2021-12-07", "ISR MIL Israeli warplanes"},
                    Case{"{Syrian refugees} crossed the border.", "2013-12-07", "SYR REF Syrian refugees"}));

INSTANTIATE_TEST_SUITE_P(
    Metonyms, Actors,
    testing::Values(Case{"{The Kremlin} said no.", "2022-02-07", "RUS GOV Kremlin"},
                    Case{"{The White House} waited.", "2022-02-07", "USA GOV White House"},
                    Case{"{The Élysée} confirmed the call.", "2022-02-07", "FRA GOV Élysée"},
                    Case{"{The Elysee} confirmed the call.", "2022-02-07", "FRA GOV Élysée"},
                    Case{"{Downing Street} denied it.", "2022-02-07", "GBR GOV Downing Street"},
                    Case{"{The Pentagon} sent planes.", "2022-02-07", "USA MIL Pentagon"},
                    Case{"{The State Department} warned travellers.", "2022-02-07", "USA GOV State Department"},
                    Case{"{The Bundestag} agreed.", "2022-02-07", "DEU LEG Bundestag"},
                    Case{"{The Duma} voted.", "2022-02-15", "RUS LEG State Duma"},
                    Case{"{Beijing} lodged a protest.", "2022-02-15", "CHN GOV China"},
                    Case{"{Moscow} lodged a protest.", "2022-02-15", "RUS GOV Russia"},
                    Case{"{Moscow} lodged a protest.", "1990-02-15", "SUN GOV Soviet Union"},
                    Case{"{Kyiv} lodged a protest.", "2022-02-15", "UKR GOV Ukraine"},
                    Case{"{Kiev} lodged a protest.", "2014-02-15", "UKR GOV Ukraine"},
                    Case{"{Tehran} and the agency agreed.", "2015-02-15", "IRN GOV Iran"},
                    Case{"{Brussels} opened a case against Hungary.", "2018-02-15", "EUR GOV Brussels"}));

INSTANTIATE_TEST_SUITE_P(
    BodiesAndGroups, Actors,
    testing::Values(Case{"{The United Nations} sent food.", "2022-03-15", "UNO GOV United Nations"},
                    Case{"{The UN} sent food.", "2022-03-15", "UNO GOV United Nations"},
                    Case{"{The UN Security Council} met.", "2022-03-15", "UNO GOV UN Security Council"},
                    Case{"{NATO} met.", "2022-03-15", "IGO GOV NATO"},
                    Case{"{The European Union} met.", "2022-03-15", "EUR GOV European Union"},
                    Case{"{The African Union} met.", "2022-03-15", "IGO GOV African Union"},
                    Case{"{The IAEA} inspected the site.", "2022-03-15",
                         "UNO GOV International Atomic Energy Agency"},
                    Case{"{Amnesty International} counted the dead.", "2019-12-15", "NGO SOC Amnesty International"},
                    Case{"{Hamas} fired rockets.", "2014-07-15", "PSE REB Hamas"},
                    Case{"{Hezbollah} fired rockets.", "2006-07-15", "LBN REB Hezbollah"},
                    Case{"{The Taliban} shelled the town.", "2009-07-15", "AFG REB Taliban"},
                    Case{"{The Taliban} banned it.", "2022-07-15", "AFG GOV Taliban"},
                    Case{"{al-Qaida} claimed it.", "2004-07-15", "IMG REB al-Qaida"},
                    Case{"{Al Qaeda} claimed it.", "2004-07-15", "IMG REB al-Qaida"},
                    Case{"{ISIS} took the dam.", "2014-08-07", "IMG REB Islamic State"},
                    Case{"{IS} took the dam.", "2014-08-07", "IMG REB Islamic State"},
                    Case{"{The PKK} declared a truce.", "2013-03-23", "TUR REB PKK"},
                    Case{"{FARC} released them.", "2008-02-23", "COL REB FARC"},
                    Case{"{The Houthis} took the palace.", "2015-01-20", "YEM REB Houthis"},
                    Case{"{Boko Haram} burned the school.", "2014-02-25", "NGA REB Boko Haram"}));

INSTANTIATE_TEST_SUITE_P(
    SeveralAtOnce, Actors,
    testing::Values(Case{"{The French and Russian presidents} talked.", "2022-02-07",
                         "FRA GOV Emmanuel Macron; RUS GOV Vladimir Putin"},
                    Case{"{Russia, France and Germany} opposed the war.", "2003-02-10",
                         "RUS GOV Russia; FRA GOV France; DEU GOV Germany"},
                    Case{"{Russia and Ukraine} exchanged prisoners.", "2022-02-10",
                         "RUS GOV Russia; UKR GOV Ukraine"},
                    Case{"{The Indian and Pakistani foreign ministers} met.", "2011-07-27",
                         "IND GOV S.M. Krishna; PAK GOV Hina Rabbani Khar"},
                    Case{"{Israeli and Palestinian officials} met.", "2010-09-02",
                         "ISR GOV Israeli and Palestinian officials; PSE GOV Israeli and Palestinian officials"},
                    Case{"[Russia] threatened [Georgia]. {Both countries} recalled envoys.", "2008-08-07",
                         "RUS GOV Russia; GEO GOV Georgia"},
                    Case{"[Emmanuel Macron] met [Olaf Scholz]. {The two leaders} dined.", "2022-02-08",
                         "FRA GOV Emmanuel Macron; DEU GOV Olaf Scholz"}));

INSTANTIATE_TEST_SUITE_P(
    Counterparts, Actors,
    testing::Values(
        Case{"[Emmanuel Macron] called {his Russian counterpart}.", "2022-02-07", "RUS GOV Vladimir Putin"},
        Case{"[Sergei Lavrov] called {his French counterpart}.", "2022-02-07", "FRA GOV Jean-Yves Le Drian"},
        Case{"[Emmanuel Macron] called {his Russian counterpart}, Vladimir Putin.", "2022-02-07",
             "RUS GOV Vladimir Putin"},
        Case{"[Sergei Lavrov] met {his French and German counterparts}.", "2022-01-07",
             "FRA GOV Jean-Yves Le Drian; DEU GOV Annalena Baerbock"},
        Case{"The talks failed. {Its Chinese counterpart} wrote nothing.", "2022-02-07",
             "CHN GOV Its Chinese counterpart"},
        Case{"[The Polish foreign minister] met {her Ukrainian counterpart}.", "2022-02-07", "UKR GOV Dmytro Kuleba"},
        Case{"[Narendra Modi] met {his Bangladeshi counterpart}.", "2015-06-06", "BGD GOV Sheikh Hasina"},
        Case{"[Germany] supplies gas to [Poland]. [Poland] thanked {its neighbor}.", "2022-02-07",
             "DEU GOV Germany"}));

INSTANTIATE_TEST_SUITE_P(
    Pronouns, Actors,
    testing::Values(
        Case{"[Emmanuel Macron] landed. {He} drove off.", "2022-02-07", "FRA GOV Emmanuel Macron"},
        Case{"[Angela Merkel] met [Vladimir Putin]. {She} asked for a truce.", "2015-02-07", "DEU GOV Angela Merkel"},
        Case{"[Angela Merkel] met [Vladimir Putin]. {He} refused.", "2015-02-07", "RUS GOV Vladimir Putin"},
        Case{"[The German Chancellor] met [Vladimir Putin]. {He} refused.", "2015-02-07", "RUS GOV Vladimir Putin"},
        Case{"[The German Chancellor] met [Vladimir Putin]. {She} refused.", "2015-02-07", "DEU GOV Angela Merkel"},
        Case{"[Vladimir Putin] met [the British prime minister]. {She} refused.", "2017-02-07",
             "GBR GOV Theresa May"},
        Case{"[Emmanuel Macron] met reporters. “{Our} duty is clear,” said [Olaf Scholz].", "2022-02-07",
             "FRA GOV Emmanuel Macron"},
        Case{"[Liz Truss] flew to Moscow with {her} aides.", "2022-02-10", "GBR GOV Liz Truss"},
        Case{"[France] called {its} envoys home.", "2022-02-07", "FRA GOV France"},
        Case{"[Hamas] rejected the plan. {It} demanded changes.", "2024-02-07", "PSE REB Hamas"},
        Case{"[Protesters] filled the square in Minsk. {They} waved flags.", "2020-08-16", "BLR CVL Protesters"},
        Case{"[Russian troops] left. {They} burned the depot.", "2022-04-01", "RUS MIL Russian armed forces"},
        Case{"[Emmanuel Macron], {who} landed at noon, smiled.", "2022-02-07", "FRA GOV Emmanuel Macron"},
        Case{"Four lines came first. [Emmanuel Macron] landed. The sky was grey. Rain fell. Planes waited. {He} "
             "smiled.",
             "2022-02-07", "FRA  He"},
        Case{"“{We} will not yield,” said <Volodymyr Zelensky>.", "2022-03-01", "UKR GOV Volodymyr Zelensky"},
        Case{"<Viktor Orbán> told [the European Union]: “{I} will not agree.”", "2022-05-06", "HUN GOV Viktor Orbán"},
        Case{"“[Putin] must stop, and {he} knows it,” [Macron] said.", "2022-03-01", "RUS GOV Vladimir Putin"},
        Case{"[Emmanuel Macron] said “[Putin] must stop.” {He} left.", "2022-03-01", "FRA GOV Emmanuel Macron"}));

INSTANTIATE_TEST_SUITE_P(
    NotInTheTables, Actors,
    testing::Values(Case{"{Tomasz Zielny}, a Polish colonel, counted the tanks.", "2022-02-07",
                         "POL MIL Tomasz Zielny"},
                    Case{"{Polish colonel Tomasz Zielny} counted the tanks.", "2022-02-07", "POL MIL Tomasz Zielny"},
                    Case{"Kenya waits. {Wanjiru Odera} sells fruit.", "2009-02-07", "KEN  Wanjiru Odera"},
                    Case{"Peru waits. {Villagers} blocked the road.", "2009-02-07", "PER CVL Villagers"},
                    Case{"{US-backed rebels} took the Syrian town.", "2016-02-07", "SYR REB US-backed rebels"},
                    Case{"{Iran-backed militias} fired at a base in Iraq. Iraq protested.", "2020-01-07",
                         "IRQ PRM Iran-backed militias"},
                    Case{"{Anti-Syrian politicians} won in Lebanon. Lebanon cheered.", "2005-06-07",
                         "LBN PTY Anti-Syrian politicians"},
                    Case{"{the Trump administration} sued.", "2018-06-07", "USA GOV Trump administration"},
                    Case{"{Putin's spokesman} declined to comment.", "2018-06-07", "RUS GOV Putin's spokesman"}));

INSTANTIATE_TEST_SUITE_P(WithoutADate, Actors,
                         testing::Values(Case{"{The French President} spoke.", "", "FRA GOV The French President"},
                                         Case{"{France} spoke.", "", "FRA GOV France"},
                                         Case{"{The Kremlin} spoke.", "", "RUS GOV Kremlin"},
                                         Case{"{Emmanuel Macron} spoke.", "", "FRA GOV Emmanuel Macron"},
                                         Case{"{The UN} spoke.", "", "UNO GOV United Nations"}));

// How it was found out: the way, the office and the words of the evidence.
struct Found {
  std::string_view text;
  std::string_view date;
  Via via;
  std::string_view office;
  std::string_view evidence;  // a part of it
};

class ActorsFound : public testing::TestWithParam<Found> {};

TEST_P(ActorsFound, BecauseOf) {
  const auto entities = entities_of(read(GetParam().text, GetParam().date));
  ASSERT_EQ(entities.size(), 1U) << GetParam().text;
  EXPECT_EQ(name_of(entities.front().via), name_of(GetParam().via)) << GetParam().text;
  EXPECT_EQ(entities.front().office, GetParam().office);
  EXPECT_NE(entities.front().evidence.find(GetParam().evidence), std::string::npos) << entities.front().evidence;
}

INSTANTIATE_TEST_SUITE_P(
    Ways, ActorsFound,
    testing::Values(
        Found{"{Emmanuel Macron} landed.", "2022-02-07", Via::name, "President of France", "2017-05-14 to now"},
        Found{"{Nicolas Sarkozy} landed.", "2018-02-07", Via::name, "", "last: President of France"},
        Found{"{The French President} landed.", "2009-02-07", Via::title, "President of France",
              "on 2009-02-07 (2007-05-16 to 2012-05-15)"},
        Found{"{The Kremlin} denied it.", "2022-02-07", Via::metonym, "", "'Kremlin' names Kremlin"},
        Found{"{Paris} denied it.", "2022-02-07", Via::metonym, "", "'Paris' names France"},
        Found{"{Ukrainians} queued.", "2022-02-07", Via::demonym, "", "'Ukrainians' names Ukraine"},
        Found{"{French police} waited.", "2022-02-07", Via::description, "", "'police' gives the sector"},
        Found{"{NATO} waited.", "2022-02-07", Via::name, "", "in the tables of bodies"},
        Found{"[Emmanuel Macron] landed. {He} smiled.", "2022-02-07", Via::pronoun, "President of France",
              "'he' stands for Emmanuel Macron of sentence 0"},
        Found{"“{We} agree,” said <Olaf Scholz>.", "2022-02-07", Via::pronoun, "Chancellor of Germany",
              "'we' in the words of Olaf Scholz"},
        Found{"Chile waits. {Elena Rivas} sells maps.", "2022-02-07", Via::name, "", "not in the tables"}));

TEST(ActorResolver, GivesBodiesTheirOtherSectors) {
  const auto entities = entities_of(read("{Hamas} waited.", "2014-07-15"));
  ASSERT_EQ(entities.size(), 1U);
  EXPECT_EQ(entities.front().other_sectors, (std::vector<std::string>{"PTY", "GOV"}));
}

TEST(ActorResolver, NobodyIsMeantByWordsThatAreNoMention) {
  const Marked marked = read("{France} waited for Spain.", "2014-07-15");
  EXPECT_TRUE(resolver_of(marked).entities({3, 4}).empty());
}

TEST(ActorResolver, TellsPeopleFromOthers) {
  const Marked marked = read("{Emmanuel Macron} left [France] with [Hiba Osman].", "2022-02-07");
  const ActorResolver resolver = resolver_of(marked);
  const auto is_person = [&](std::size_t i) { return resolver.is_person(marked.analysis.mentions[i].tokens); };
  EXPECT_TRUE(is_person(0));
  EXPECT_FALSE(is_person(1));
  EXPECT_TRUE(is_person(2));
}

TEST(ActorResolver, NamesInsideTimesAndLongerPlacesAreNoActors) {
  EXPECT_TRUE(entities_of(read("They met in {May} 2018 in London.", "2018-06-01")).empty());
  const auto entities = entities_of(read("Britain waits. {Theresa May} spoke in May.", "2018-06-01"));
  ASSERT_EQ(entities.size(), 1U);
  EXPECT_EQ(entities.front().identifier_text, "Theresa May");
}

TEST(ActorResolver, ChainsHoldEveryMentionOfOneActor) {
  const Marked marked =
      read("[Emmanuel Macron] met [Olaf Scholz]. [Macron] smiled. [He] left. [Scholz] stayed.", "2022-02-07");
  const auto chains = resolver_of(marked).chains();
  ASSERT_EQ(chains.size(), 2U);
  EXPECT_EQ(chains[0].entity.identifier_text, "Emmanuel Macron");
  std::vector<std::string_view> words;
  for (const ByteSpan& mention : chains[0].mentions) {
    words.push_back(marked.document.text(mention));
  }
  EXPECT_EQ(words, (std::vector<std::string_view>{"Emmanuel Macron", "Macron", "He"}));
  EXPECT_EQ(chains[1].entity.identifier_text, "Olaf Scholz");
  EXPECT_EQ(chains[1].mentions.size(), 2U);
}

TEST(ActorResolver, AnEmptyDocumentHasNoActors) {
  const Marked marked = read("", "2022-02-07");
  EXPECT_TRUE(resolver_of(marked).chains().empty());
}

}  // namespace
}  // namespace detente::resolve
