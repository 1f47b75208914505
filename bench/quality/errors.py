"""Where a coder goes wrong: the faults of its events by kind, and how often a country is right.

Events are matched by the scorer of the gold articles, `score`, a module; nothing of it is repeated here.
"""
from collections import Counter

KINDS = ("missed trigger", "spurious", "wrong type", "wrong actor", "wrong recipient", "wrong sector", "wrong status")
PARTIES = ("actor", "recipient")


def countries_agree(score, party, gold, system):
    return score.agree(score.countries(gold[party]), score.countries(system[party]))


def faults_of_fields(score, gold, system):
    """Of two events of one type, each kind at most once; a sector is looked at where the countries are right."""
    faults = set()
    for party in PARTIES:
        if not countries_agree(score, party, gold, system):
            faults.add(f"wrong {party}")
        elif not score.agree(score.codes(gold[party]), score.codes(system[party])):
            faults.add("wrong sector")
    if gold["status"] != system["status"]:
        faults.add("wrong status")
    return faults


def sentences_of(score, articles, gold, system):
    """The events of each sentence that has some: (gold, system)."""
    for article in articles:
        ours, theirs = (score.by_sentence(side.get(article["doc_id"], {"events": []})["events"])
                        for side in (gold, system))
        for number in sorted(set(ours) | set(theirs)):
            yield ours.get(number, []), theirs.get(number, [])


def count_faults(score, articles, gold, system):
    """{faults: {kind: number}, shares: {kind: share of all faults}, actor_country, recipient_country}"""
    faults, of_type, right = Counter(dict.fromkeys(KINDS, 0)), 0, Counter()
    for wanted, found in sentences_of(score, articles, gold, system):
        pairs = score.pair(wanted, found)
        faults["missed trigger"] += len(wanted) - len(pairs)
        faults["spurious"] += len(found) - len(pairs)
        for one, other in pairs:
            if one["type"] != other["type"]:
                faults["wrong type"] += 1
                continue
            of_type += 1
            faults.update(faults_of_fields(score, one, other))
            right.update(party for party in PARTIES if countries_agree(score, party, one, other))
    total = max(1, sum(faults.values()))
    return {"faults": dict(faults), "shares": {kind: round(faults[kind] / total, 3) for kind in KINDS}} | {
        f"{party}_country": round(right[party] / max(1, of_type), 3) for party in PARTIES}
