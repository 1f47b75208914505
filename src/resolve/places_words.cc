#include "resolve/places_words.h"

#include <unordered_map>
#include <utility>

#include "knowledge/names.h"

namespace detente::resolve {

namespace {

using Cues = std::unordered_map<std::string_view, std::uint32_t>;

void add(Cues& cues, std::uint32_t bit, std::string_view words) {
  while (!words.empty()) {
    const auto end = words.find(' ');
    cues[words.substr(0, end)] |= bit;
    words.remove_prefix(end == std::string_view::npos ? words.size() : end + 1);
  }
}

Cues make_cues() {
  Cues cues;
  add(cues, cue::inside, "in near around outside inside throughout across within at");
  add(cues, cue::toward, "from to toward towards via between into through over for against with off onto beyond");
  add(cues, cue::of, "of");
  add(cues, cue::direction,
      "north south east west northern southern eastern western central northeast northwest southeast southwest "
      "northeastern northwestern southeastern southwestern upper lower downtown uptown midtown suburban rural "
      "greater "
      "inner metro metropolitan mainland coastal nearby neighboring neighbouring");
  add(cues, cue::title,
      "mr mrs ms miss dr sen rep gov president mayor sheriff judge officer lt sgt capt col gen maj rev deputy "
      "detective "
      "minister secretary professor prof coach sir lord lady king queen prince princess pope senator representative "
      "governor congressman congresswoman chairman chairwoman commissioner councilman councilwoman councillor "
      "councilor captain lieutenant sergeant colonel general major reverend father sister brother bishop archbishop "
      "cardinal ambassador chancellor premier justice attorney trooper cpl corporal pvt private chief aunt uncle "
      "director manager superintendent principal spokesman spokeswoman spokesperson supervisor trustee alderman "
      "imam sheikh ayatollah baroness dame author actor actress singer player guard forward pitcher quarterback "
      "lawyer prosecutor pastor adm admiral cmdr commander vice chaplain coroner inspector constable");
  add(cues, cue::speech, "said says told added asked replied thinks testified recalled explained wrote noted");
  add(cues, cue::kind,
      "city town village province district state county region island port capital municipality suburb hamlet area "
      "prefecture governorate territory community township republic neighborhood neighbourhood borough settlement "
      "outskirts peninsula oblast parish coast border valley");
  add(cues, cue::body,
      "police council court department city county state school district board sheriff sheriffs fire public "
      "community "
      "high town national regional senior volunteer superior circuit international army attorney democratic medical "
      "jail area detention chamber municipal middle republican environmental central water house senate assembly "
      "parliament government ministry embassy governor mayor president foreign interior prime commission authority "
      "legislature supreme health hospital airport courthouse convention recreation parks veterans civic junior "
      "metropolitan division association university college elementary schools office officials election elections "
      "representatives congress cabinet defense defence federal general division planning zoning");
  add(cues, cue::medium,
      "times post tribune herald journal gazette news observer chronicle daily sun examiner dispatch globe star "
      "courier inquirer sentinel telegraph mirror register review guardian magazine press enquirer independent "
      "leader mail echo standard advertiser argus");
  add(cues, cue::company,
      "inc corp co ltd llc bank hotel airlines motors group insurance foods industries company "
      "partners");
  add(cues, cue::street,
      "street st road rd avenue ave drive dr lane ln boulevard blvd highway hwy parkway pkwy pike freeway expressway "
      "turnpike bypass trail");
  add(cues, cue::shortened, "st rd ave dr ln blvd hwy pkwy");
  add(cues, cue::landform,
      "river creek lake island islands mountain mountains valley beach bay hills forest peninsula park canyon falls "
      "heights ridge reservoir desert sea strait gulf plateau basin");
  add(cues, cue::division, "county parish township borough province prefecture governorate oblast");
  add(cues, cue::fronted, "lake mount fort port mt ft cape camp");
  add(cues, cue::function,
      "the a an in on at to from of and but or for with by as if when while after before since during it he she they "
      "we you i this that these those there then his her their our its my your not no so yet what who where why how "
      "one two three four five six seven eight nine ten many most some all both each every other another such now "
      "today yesterday tomorrow over under about between near around outside inside into through also only just "
      "former although though because however meanwhile according last next new first second here even still once "
      "until despite like more than are is was were has had have will would can could may might do does did");
  add(cues, cue::calendar,
      "january february march april may june july august september october november december jan feb mar apr jun jul "
      "aug sept sep oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur "
      "thurs fri sat sun easter christmas thanksgiving");
  add(cues, cue::resident, "resident residents native natives man woman men women area region based couple");
  add(cues, cue::american,
      "sheriff sheriffs deputies trooper troopers gov sen rep interstate freshman sophomore congressman "
      "congresswoman "
      "selectman selectmen alderman county counties quarterback touchdown statehouse");
  add(cues, cue::british,
      "councillor councillors constable constables mp mps labour tory tories pub pubs pensioner pensioners gardai "
      "garda "
      "taoiseach whilst pence motorway ambulanceman parish");
  add(cues, cue::people,
      "arab arabs kurd kurds kurdish tamil tamils han jew jews jewish muslim islamic christian latin "
      "slavic anglo roma cherokee apache navajo sioux ottoman roman");
  add(cues, cue::town, "city town village suburb hamlet neighborhood neighbourhood");
  add(cues, cue::state, "state province region oblast governorate prefecture county district");
  add(cues, cue::thing,
      "virus viruses fever disease flu strain syndrome theorem accord accords agreement treaty protocol "
      "process declaration cheese dressing marathon");
  add(cues, cue::group,
      "counties provinces states cities towns villages districts parishes regions municipalities "
      "townships governorates prefectures islands");
  add(cues, cue::family, "family families brothers sisters twins siblings estate");
  add(cues, cue::school, "university college institute school academy");
  return cues;
}

}  // namespace

std::uint32_t cues_of(std::string_view lower_word) {
  static const Cues cues = make_cues();
  const auto at = cues.find(lower_word);
  return at == cues.end() ? 0 : at->second;
}

std::vector<WordSense> senses_of(const Document& document, const Gazetteer& gazetteer) {
  std::vector<WordSense> senses(document.tokens.size());
  for (std::uint32_t i = 0; i < document.tokens.size(); ++i) {
    const std::string_view word = document.word(i);
    WordSense& sense = senses[i];
    const char first = word.front();
    if (first >= 'a' && first <= 'z') {
      sense.cues = cues_of(word);
      continue;
    }
    sense.digits = first >= '0' && first <= '9';
    sense.joint = knowledge::is_joint(word);
    sense.upper = knowledge::begins_upper(word);
    if (!sense.upper) {
      continue;
    }
    sense.capitals = word.size() > 1 && knowledge::is_capitals(word);
    sense.folded = knowledge::folded(word);
    sense.cues = cues_of(sense.folded);
    sense.name = knowledge::extended(knowledge::empty_name, sense.folded);
    sense.kinds = gazetteer.find(sense.name).kinds;
  }
  return senses;
}

}  // namespace detente::resolve
