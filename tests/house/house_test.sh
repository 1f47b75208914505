#!/usr/bin/env bash
# The rules of the house that no compiler checks: who may include whom, and what every header has.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

# Data flows in this direction; a room may know rooms before it.
order=(base ingest fetch text knowledge model resolve coder story store measure forecast export serve cli)

# Tools of the build and of training: they stand in a room and may use the public headers of all rooms.
tools=(src/knowledge/compiler src/model/trainer src/resolve/gazetteer_compiler)

# Inner headers that other rooms use.
shared=(
  knowledge/names.h  # how names are compared; model and resolve have to compare them by the same rule as the tables
  knowledge/tables.h # reads a table and tells its faults; the gazetteer's tables are of the same kind
  knowledge/layer.h  # maps and checks a compiled file; the gazetteer is one too
)

# The rooms that may print and that decide how the process ends; all others hand back values.
speakers=(src/cli "${tools[@]}")

faults=0

fault() {
  printf '%s\n' "$*"
  faults=$((faults + 1))
}

position_of() {
  local i
  for i in "${!order[@]}"; do
    if [[ ${order[i]} == "$1" ]]; then
      printf '%s' "$i"
      return
    fi
  done
  printf '%s' -1
}

lies_in() { # FILE, folders…
  local file=$1 folder
  shift
  for folder in "$@"; do
    if [[ $file == "$folder"/* ]]; then
      return 0
    fi
  done
  return 1
}

# Each room with the rooms it knows, itself included, as " base text ": what CMake links it with, and theirs.
declare -A known

read_links() {
  local cmake name links linked
  cmake=$(sed 's/#.*//' CMakeLists.txt | tr '\n' ' ')
  while [[ $cmake =~ detente_room\(([a-z_]+)([^\)]*)\)(.*) ]]; do
    name=${BASH_REMATCH[1]} links=${BASH_REMATCH[2]} cmake=${BASH_REMATCH[3]}
    known[$name]=" $name "
    for linked in $links; do
      if [[ $linked != detente_* ]]; then
        continue
      fi
      linked=${linked#detente_}
      if (($(position_of "$linked") >= $(position_of "$name"))); then
        fault "CMakeLists.txt: $name links $linked, which does not come before it"
      fi
      known[$name]+="${known[$linked]:-} "
    done
  done
  known[cli]=" ${order[*]} "
}

check_rooms() {
  local folder room
  for folder in src/*/; do
    room=$(basename "$folder")
    if (($(position_of "$room") < 0)); then
      fault "src/$room: no room of the house; its place in the order stands in ${BASH_SOURCE[0]}"
    elif [[ -z ${known[$room]:-} ]]; then
      fault "src/$room: not built by CMakeLists.txt"
    fi
  done
  for room in "${!known[@]}"; do
    if [[ $room != cli && $room != base && ! -e src/$room/$room.h ]]; then
      fault "src/$room/$room.h: the room's public header is missing"
    fi
    if [[ $room != cli ]] && ! compgen -G "tests/$room/*_test.cc" >/dev/null; then
      fault "tests/$room: the room has no tests"
    fi
  done
}

# FILE includes "HEADER". Fuzz targets reach into rooms: they aim at one reader of bytes each.
check_include() {
  local file=$1 header=$2 home='' room
  if [[ $file =~ ^(src|tests)/([a-z_]+)/ ]]; then
    home=${BASH_REMATCH[2]}
  fi
  if [[ $header != */* ]]; then
    if [[ ! -e ${file%/*}/$header ]]; then
      fault "$file: \"$header\" does not lie beside it; name the room too"
    fi
    return
  fi
  room=${header%%/*}
  if [[ $room == detente ]]; then
    if [[ ! -e include/$header ]]; then
      fault "$file: there is no include/$header"
    fi
    return
  fi
  if [[ $file == include/* ]]; then
    fault "$file: includes $header, but public headers know public headers only"
    return
  fi
  if [[ ! -e src/$header && ! -e tests/$header ]]; then
    fault "$file: there is no src/$header"
    return
  fi
  if [[ $room == "$home" || -e tests/$header || $file == tests/fuzz/* || $file == bench/* ]]; then
    return
  fi
  if [[ $header != "$room/$room.h" && " ${shared[*]} " != *" $header "* ]]; then
    fault "$file: includes $header; from outside only $room/$room.h is for use"
  fi
  if [[ $file == src/* && ${known[$home]:-} != *" $room "* ]] && ! lies_in "$file" "${tools[@]}"; then
    fault "$file: includes $header, but $home does not know $room"
  fi
}

check_includes() {
  local file line
  while IFS=: read -r file line; do
    if [[ $line =~ \"([^\"]+)\" ]]; then
      check_include "$file" "${BASH_REMATCH[1]}"
    fi
  done < <(grep -rE --include='*.h' --include='*.cc' '^ *# *include *"' include src tests bench)
}

check_headers() {
  local file first
  while IFS= read -r file; do
    read -r first <"$file" || true
    if [[ $first != '// '* ]]; then
      fault "$file: its first line has to say what it is for"
    fi
    if ! grep -qx '#pragma once' "$file"; then
      fault "$file: no #pragma once"
    fi
    if grep -qE '^ *using namespace ' "$file"; then
      fault "$file: 'using namespace' in a header reaches everyone who includes it"
    fi
  done < <(find include src tests bench -name '*.h' | sort)
}

# Rooms neither print nor end the process.
check_manners() {
  local file line
  while IFS=: read -r file line; do
    if ! lies_in "$file" "${speakers[@]}"; then
      fault "$file: $line"
    fi
  done < <(grep -rE --include='*.h' --include='*.cc' \
    '^ *#include <iostream>|std::(cout|cerr|clog)|\b(printf|fprintf|puts|perror)\(|\b(exit|abort|terminate|quick_exit)\(' \
    src include)
}

read_links
check_rooms
check_includes
check_headers
check_manners
if ((faults > 0)); then
  printf '%s breaches of the rules of the house\n' "$faults"
  exit 1
fi
