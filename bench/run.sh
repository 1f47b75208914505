#!/usr/bin/env bash
# Builds the benchmarks and runs them. A file of articles (JSON Lines) or a folder may be named, else examples/ is used;
# further arguments go to Google Benchmark.
set -euo pipefail
# shellcheck source=script/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/../script/common.sh"

build_benchmarks() {
  configure release -DDETENTE_BENCH=ON && build release bench_pipeline detente
}

# The middle one of 21 runs of the whole process on one short article, in milliseconds.
process_milliseconds() {
  local began
  for ((i = 0; i < 21; ++i)); do
    began=${EPOCHREALTIME/[.,]/}
    "$root/build/release/detente" code --quiet --format jsonl "$root/examples/quiet-harbour.txt" >"$root/build/bench.out"
    printf '%s\n' $((${EPOCHREALTIME/[.,]/} - began))
  done | sort -n | awk 'NR == 11 {printf "%.1f", $1 / 1000}'
}

ensure_packages run test
mkdir -p "$root/build"
if ! build_benchmarks >"$root/build/bench.log" 2>&1; then
  show_log "$root/build/bench.log"
  fail "The build failed; all that was said is in build/bench.log."
fi
if [[ ${1:-} != '' && $1 != -* ]]; then
  export DETENTE_BENCH_CORPUS=$1
  shift
fi
"$root/build/release/bench_pipeline" --benchmark_counters_tabular=true "$@"
printf '%-10s %8s ms from start to end of the process with one short article\n' 'process' "$(process_milliseconds)"
