#!/usr/bin/env bash
# Builds the benchmarks and runs them: the program, its stages, the encoder. A file of articles (JSON Lines) may be
# named; else the program is measured on ../shared's wire stories where they are, and the rest on examples/. Options go
# to Google Benchmark.
set -euo pipefail
# shellcheck source=script/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/../script/common.sh"

build_benchmarks() {
  configure release -DDETENTE_BENCH=ON && build release bench_pipeline bench_encoder detente
}

ensure_packages run test
mkdir -p "$root/build"
if ! build_benchmarks >"$root/build/bench.log" 2>&1; then
  show_log "$root/build/bench.log"
  fail "The build failed; all that was said is in build/bench.log."
fi
corpus=()
if [[ ${1:-} != '' && $1 != -* ]]; then
  corpus=("$1")
  export DETENTE_BENCH_CORPUS=$1
  shift
fi
say 'The program'
"$root/bench/program.py" "${corpus[@]}"
say $'\nThe stages'
"$root/build/release/bench_pipeline" --benchmark_counters_tabular=true "$@"
say $'\nThe encoder'
"$root/build/release/bench_encoder"
