#!/usr/bin/env bash
# How fast pages become articles, beside trafilatura's fast mode: the same pages, processor time of one thread each, in one run.
#
#   bench/extraction/compare.sh PAGES PYTHON
#
# PAGES is a folder of .html files; PYTHON an interpreter that has trafilatura (pip install trafilatura in an
# environment of its own). Prints processor seconds and pages a second of both, the middle of three runs, and their
# ratio. trafilatura is imported before its clock starts; detente is timed from start to end of its process.
set -euo pipefail
# shellcheck source=script/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/../../script/common.sh"

if (($# != 2)) || [[ ! -d $1 ]]; then
  fail 'Usage: bench/extraction/compare.sh PAGES PYTHON'
fi
pages=$1
python=$2
detente=$root/build/release/detente
if [[ ! -x $detente ]]; then
  fail "$detente is not there; build it first (script/run)."
fi
mapfile -d '' -t files < <(find "$pages" -name '*.html' -print0 | sort -z)

middle() { sort -n | awk '{seconds[NR] = $1} END {print seconds[int((NR + 1) / 2)]}'; }

time_detente() {
  local TIMEFORMAT='%U %S'
  for _ in 1 2 3; do
    {
      time "$detente" extract --quiet --format jsonl "${files[@]}" >/dev/null 2>&1 || (($? == 2))
    } 2>&1 | awk '{print $1 + $2}'
  done | middle
}

time_trafilatura() {
  for _ in 1 2 3; do
    "$python" "$root/bench/extraction/trafilatura_fast.py" "${files[@]}"
  done | middle
}

ours=$(time_detente)
theirs=$(time_trafilatura)
awk -v ours="$ours" -v theirs="$theirs" -v pages="${#files[@]}" 'BEGIN {
  printf "%d pages\n", pages
  printf "detente      %7.2f s  %7.0f pages a second\n", ours, pages / ours
  printf "trafilatura  %7.2f s  %7.0f pages a second\n", theirs, pages / theirs
  printf "ratio        %7.1f\n", theirs / ours
}'
