# What the scripts share: finding and installing packages, building with little noise. Sourced, not run.
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# For ccache: the same object for the same source, wherever the clone lies.
export CCACHE_BASEDIR=$root CCACHE_NOHASHDIR=1

exec 3>&2 # where people read, when the other two go to a log

say() { printf '%s\n' "$*" >&3; }

fail() {
  say "$*"
  exit 1
}

# The packages of some sections of packages.txt, one a line.
packages_of() {
  local wanted=" $* " section package reason
  while read -r section package reason; do
    if [[ $wanted == *" $section "* && -n $reason ]]; then
      printf '%s\n' "$package"
    fi
  done <"$root/packages.txt"
}

reason_for() {
  local section package reason
  while read -r section package reason; do
    if [[ $package == "$1" && $section != '#' ]]; then
      printf '%s' "$reason"
      return
    fi
  done <"$root/packages.txt"
}

# Those of the packages that are not installed, one a line.
missing_of() {
  local installed package
  # dpkg-query fails when it does not know a package; the others are printed all the same.
  # shellcheck disable=SC2016  # the fields are dpkg-query's, not the shell's
  installed=$(dpkg-query --show --showformat '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null || true)
  for package in "$@"; do
    if ! grep -qxF "installed $package" <<<"$installed"; then
      printf '%s\n' "$package"
    fi
  done
}

# Runs apt-get as root; what it prints goes to a log that is shown if it fails.
apt() {
  local log as_root=()
  log=$(mktemp)
  if ((EUID != 0)); then
    as_root=(sudo)
  fi
  if ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 \
    -o Dpkg::Use-Pty=0 "$@" >"$log" 2>&1 </dev/null; then
    cat "$log" >&2
    rm -f "$log"
    return 1
  fi
  rm -f "$log"
}

# Installs what is missing of some sections of packages.txt, after saying what and why.
# DETENTE_INSTALL=no: installs nothing; for those who have the tools from elsewhere.
ensure_packages() {
  local packages missing package command
  if [[ ${DETENTE_INSTALL:-yes} == no ]]; then
    return
  fi
  mapfile -t packages < <(packages_of "$@")
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    say "This is no Debian system, so nothing is installed. What is needed goes by these names in Debian 12:"
    say "  ${packages[*]}"
    return
  fi
  mapfile -t missing < <(missing_of "${packages[@]}")
  if ((${#missing[@]} == 0)); then
    return
  fi
  say "Needed and not installed (packages.txt):"
  for package in "${missing[@]}"; do
    say "$(printf '  %-19s %s' "$package" "$(reason_for "$package")")"
  done
  command="apt-get install --no-install-recommends ${missing[*]}"
  if ((EUID != 0)) && ! command -v sudo >/dev/null; then
    say "They have to be installed as root, and there is no sudo here. As root, run:"
    fail "  apt-get update && $command"
  fi
  if ((EUID != 0)); then
    say "Installing them with sudo, which may ask for your password …"
    sudo --validate || fail "Without root they can't be installed. As root: apt-get update && $command"
  else
    say "Installing them with apt-get; this can take some minutes …"
  fi
  apt update || say "The package lists could not be brought up to date; trying with those that are here."
  apt install --yes --no-install-recommends "${missing[@]}" ||
    fail "The packages could not be installed; apt-get says why above."
}

# Passes on what ninja says and shows its steps: a line that counts on a terminal, every quarter of the way elsewhere.
show_steps() {
  local line quarter=0 done=0 all=0
  while IFS= read -r line; do
    printf '%s\n' "$line"
    if [[ $line =~ ^\[([0-9]+)/([0-9]+)\] ]]; then
      done=${BASH_REMATCH[1]} all=${BASH_REMATCH[2]}
      if [[ -t 3 ]]; then
        printf '\r  %s of %s steps ' "$done" "$all" >&3
      elif ((all >= 20 && done * 4 / all > quarter)); then
        quarter=$((done * 4 / all))
        say "  $done of $all steps"
      fi
    fi
  done
  if [[ -t 3 ]] && ((all > 0)); then
    printf '\r\033[K' >&3
  fi
}

# The end of a log, without the steps that went well.
show_log() {
  grep -vE '^\[[0-9]+/[0-9]+\] |^-- ' "$1" | tail -n "${2:-100}" >&3 || true
}

# configure PRESET [OPTION…]: CMake's first step.
configure() {
  (cd "$root" && cmake --preset "$@")
}

# build PRESET [TARGET…]: builds a configured preset on all cores.
build() {
  local folder=$root/build/$1 targets=("${@:2}")
  NINJA_STATUS='[%f/%t] ' cmake --build "$folder" --parallel "$(nproc)" ${targets:+--target "${targets[@]}"} 2>&1 |
    show_steps
}
