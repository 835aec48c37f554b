# shellcheck shell=bash
# What the scripts of every kind of cluster share: messages, settings that a directory remembers, one command at a time,
# and cleaning up after a start that was broken off. Sourced by their lib.sh; D is the directory of one cluster.

say() { printf '%s\n' "$*" >&2; }
die() { say "$@"; exit 1; }

need() {
  local tool
  for tool; do command -v "$tool" >/dev/null || die "$tool is needed and was not found on the PATH"; done
}

# One command at a time works on a directory. Descriptor 9 holds the lock; nothing that outlives the command may keep it.
lock_dir() {
  exec 9>"$D/lock"
  flock -w 120 9 || die "another command has been working on $D for two minutes"
}

# Each of SETTINGS comes from the environment, else from the last start of this directory. CHANGED tells what differs.
read_settings() {
  local name
  local -A given=()
  CHANGED=()
  for name in "${SETTINGS[@]}"; do [ -z "${!name+set}" ] || given[$name]=${!name}; done
  if [ -f "$D/env" ]; then
    # shellcheck disable=SC1091
    . "$D/env"
  fi
  for name in "${!given[@]}"; do
    if [ -n "${!name+set}" ] && [ "${!name}" != "${given[$name]}" ]; then
      CHANGED+=("$name: '${!name}' -> '${given[$name]}'")
    fi
    printf -v "$name" %s "${given[$name]}"
  done
}

save_settings() {
  local name
  {
    echo "# How this cluster was last started; the scripts write it."
    for name in "${SETTINGS[@]}"; do printf '%s=%q\n' "$name" "${!name}"; done
  } >"$D/env.new"
  mv "$D/env.new" "$D/env"
}

# unless_done COMMAND...: whatever ends the script before done_starting, a failure or Ctrl-C, runs the command first.
unless_done() {
  # shellcheck disable=SC2064 # the command is known now
  trap "end_early $*" EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
}
end_early() {
  local code=$?
  trap '' INT TERM
  "$@"
  exit "$code"
}
done_starting() { trap - EXIT INT TERM; }
