# shellcheck shell=bash
# The Docker that a cluster runs in: the user's, else a daemon of our own with its own socket and data, which ends with
# the last cluster that uses it and puts back what it changed on the host. Sourced after lib.sh. Within a trap a plain return
# would give the code that the script ends with, so it is return 0 here.

RUN=/run/miniworks-kind-$(cksum <<<"$CACHE" | cut -d ' ' -f 1) # a short path, and another one for another cache
OWN_DOCKER=unix://$RUN/docker.sock
CGROUP=miniworks-kind

docker_answers() { docker info >/dev/null 2>&1; }
own_docker() { [ "$DOCKER_HOST" = "$OWN_DOCKER" ]; }

# Exit code 77: nothing is wrong with the cluster, there only can be none here.
skip() { say "skipped: $1"; exit 77; }

# Sets DOCKER_HOST; whether a daemon of our own runs is another matter.
find_docker() {
  type -P docker >/dev/null || skip "there is no docker on the PATH (Debian's package docker.io has it)"
  if ! own_docker; then
    if docker_answers; then return 0; fi
    [ -z "$DOCKER_HOST" ] || skip "no Docker daemon answers at DOCKER_HOST=$DOCKER_HOST"
  fi
  [ "$(id -u)" = 0 ] || skip "no Docker daemon answers, and only root can start one"
  type -P dockerd >/dev/null || skip "no Docker daemon answers, and there is no dockerd on the PATH to start"
  DOCKER_HOST=$OWN_DOCKER
}

# One at a time starts or ends the daemon. Who uses it stands in a file each, so that the last one ends it.
start_docker() {
  need iptables flock setsid
  mkdir -p "$CACHE" "$RUN/users"
  exec 7>"$CACHE/docker.lock"
  flock 7
  echo "$D" >"$RUN/users/$(user_id)"
  docker_answers || launch_docker
  exec 7>&-
}

user_id() { cksum <<<"$D" | cut -d ' ' -f 1; }

launch_docker() {
  local flags=() place fresh=
  if [ ! -e "$RUN/sysctl" ]; then
    fresh=yes
    sysctl fs.inotify.max_user_instances net.ipv4.ip_forward >"$RUN/sysctl"
    for place in /run/docker /run/containerd; do
      if [ ! -e "$place" ]; then echo "$place" >>"$RUN/absent"; fi
    done
    if iptables -t nat -S DOCKER >/dev/null 2>&1; then touch "$RUN/rules-were-there"; fi
    if [ -z "$(iptables-save)" ]; then touch "$RUN/no-tables"; fi
    if [ -z "$(ip6tables-save)" ]; then touch "$RUN/no-tables6"; fi
  fi
  # Three nodes hold about 60 instances. Forwarding that is on already keeps dockerd from setting the policy DROP.
  if [ "$(sysctl -n fs.inotify.max_user_instances)" -lt 1024 ]; then sysctl -qw fs.inotify.max_user_instances=1024; fi
  sysctl -qw net.ipv4.ip_forward=1
  if ! may_raise_limits; then
    need jq
    flags=(--add-runtime "within-bounds=$here/runc-within-bounds" --default-runtime within-bounds)
  fi
  # Left by one that was killed, with whom its containerd died: the numbers may have other owners by now.
  rm -f "$RUN/docker.pid" "$RUN/exec/containerd/containerd.pid"
  # A configuration of its own: nothing is read from or written to /etc/docker.
  printf '{"deprecated-key-path": "%s/key.json"}\n' "$CACHE" >"$RUN/daemon.json"
  setsid dockerd --config-file "$RUN/daemon.json" -H "$OWN_DOCKER" --pidfile "$RUN/docker.pid" --exec-root "$RUN/exec" \
    --data-root "$CACHE/docker" --bridge none --cgroup-parent "/$CGROUP" --exec-opt native.cgroupdriver=cgroupfs "${flags[@]}" \
    >"$CACHE/dockerd.log" 2>&1 </dev/null 7>&- 8>&- 9>&- &
  local pid=$! end=$((SECONDS + 60))
  until docker_answers; do
    if ! kill -0 "$pid" 2>/dev/null || [ "$SECONDS" -ge "$end" ]; then
      tail -n 5 "$CACHE/dockerd.log" | sed 's/^/  | /' >&2
      if [ -n "$fresh" ]; then release_docker; fi
      skip "dockerd cannot run here; all it said is in $CACHE/dockerd.log"
    fi
    sleep 0.1
  done
}

# Without CAP_SYS_RESOURCE, number 24, runc refuses the containers that kind makes.
may_raise_limits() {
  local bounds
  bounds=$(sed -n 's/^CapBnd:[[:space:]]*//p' /proc/self/status)
  [ $((0x$bounds >> 24 & 1)) = 1 ]
}

# Ends the daemon when nobody else uses it.
stop_docker() {
  if [ ! -d "$RUN" ]; then return 0; fi
  exec 7>"$CACHE/docker.lock"
  flock 7
  release_docker
  exec 7>&-
}

release_docker() {
  local user
  rm -f "$RUN/users/$(user_id)"
  for user in "$RUN"/users/*; do
    if [ ! -e "$user" ]; then continue; fi
    if [ -e "$(cat "$user")/env" ]; then return 0; fi # else its directory was removed without down.sh
    rm -f "$user"
  done
  end_docker
  restore_host
  rm -rf --one-file-system "$RUN"
}

end_docker() {
  local containers network pid
  if docker_answers; then
    mapfile -t containers < <(docker ps -aq)
    if [ ${#containers[@]} -gt 0 ]; then docker rm -fv "${containers[@]}" >/dev/null; fi
    for network in $(docker network ls -q --filter driver=bridge); do remove_links "br-$network"; done
    docker network prune -f >/dev/null
  fi
  pid=$(cat "$RUN/docker.pid" 2>/dev/null) || return 0
  if grep -aqsF -- "$RUN/" "/proc/$pid/cmdline"; then
    kill "$pid"
    while grep -aqsF -- "$RUN/" "/proc/$pid/cmdline"; do sleep 0.1; done
  fi
  # A daemon that was killed has left its successor this mount, and the containers of its time their links.
  if mountpoint -q "$CACHE/docker"; then umount "$CACHE/docker"; fi
}

remove_links() {
  local link
  for link in "/sys/class/net/$1/brif"/*; do
    if [ -e "$link" ]; then ip link delete "$(basename "$link")"; fi
  done
}

restore_host() {
  if [ -s "$RUN/sysctl" ]; then sysctl -q -p "$RUN/sysctl"; fi
  # What another Docker has, or had before, is not ours to remove.
  if ! docker_runs; then
    if [ -s "$RUN/absent" ]; then xargs -I{} find {} -depth -type d -empty -delete <"$RUN/absent"; fi
    if [ ! -e "$RUN/rules-were-there" ]; then
      remove_rules iptables ip "$RUN/no-tables"
      remove_rules ip6tables ip6 "$RUN/no-tables6"
    fi
  fi
  find /sys/fs/cgroup -depth -type d -path "*/$CGROUP*" -exec rmdir {} + 2>/dev/null || true
}

# A zombie has no command line.
docker_runs() {
  local pid
  for pid in $(pgrep -x dockerd); do
    if grep -aqs . "/proc/$pid/cmdline"; then return 0; fi
  done
  return 1
}

# Docker's chains and the rules that lead there; others' rules stay, with their counters. Where there were no tables and
# nothing is left in them, they go too.
remove_rules() {
  local tool=$1 family=$2 none=$3 table
  "$tool-save" -c | sed /DOCKER/d | "$tool-restore" -c
  if [ ! -e "$none" ] || "$tool-save" | grep -q '^-A\|^:[^ ]* [DR-]'; then return 0; fi
  if type -P nft >/dev/null; then
    for table in nat filter raw; do nft delete table "$family" "$table" 2>/dev/null || true; done
  fi
}
