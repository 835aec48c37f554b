# shellcheck shell=bash
# What the scripts of this directory share: the settings of a control plane, its processes, its credentials.
# They source this file with D, the directory of one control plane, already set.

SETTINGS=(K8S BIN PORT NODES KCM KCM_ARGS SCHEDULER_ARGS APISERVER_ARGS AUDIT)
# In the order of their start. Each has DIR/NAME.pid and DIR/NAME.log.
COMPONENTS=(etcd apiserver kcm scheduler kwok)

# shellcheck source=../common.sh
. "$(dirname "${BASH_SOURCE[0]}")/../common.sh"

# Makes D absolute; the directory must hold a control plane that up.sh started.
open_dir() {
  [ -f "$1/env" ] || die "$1 holds no control plane: there is no $1/env. Start one with up.sh"
  D=$(cd "$1" && pwd)
}

# Settings come from the environment, else from the last start of this directory, else from the defaults.
load_settings() {
  read_settings
  K8S=${K8S:-1.36.3}
  BIN=${BIN:-${XDG_CACHE_HOME:-$HOME/.cache}/miniworks/control-plane/$K8S/bin}
  PORT=${PORT:-16443} NODES=${NODES:-10} KCM=${KCM:-on} AUDIT=${AUDIT:-0}
  KCM_ARGS=${KCM_ARGS:-} SCHEDULER_ARGS=${SCHEDULER_ARGS:-} APISERVER_ARGS=${APISERVER_ARGS:-}
  export KUBECONFIG=$D/admin.kubeconfig
}

etcd_port() { echo $((PORT + 1)); }
etcd_peer_port() { echo $((PORT + 2)); }
kcm_port() { echo $((PORT + 3)); }
scheduler_port() { echo $((PORT + 4)); }
kwok_port() { echo $((PORT + 5)); }

# Every process gets an absolute path below D on its command line. So a recycled process id is not mistaken for ours, and
# a zombie, whose command line is empty, counts as gone.
alive() {
  local pid
  pid=$(cat "$D/$1.pid" 2>/dev/null) && grep -aqsF -- "$D/" "/proc/$pid/cmdline"
}

running() {
  local name
  for name in "${COMPONENTS[@]}"; do if alive "$name"; then echo "$name"; fi; done
}

# A session of its own: Ctrl-C at the terminal that started it does not reach it.
start() {
  local name=$1 pid
  shift
  setsid "$@" >"$D/$name.log" 2>&1 </dev/null 9>&- &
  pid=$!
  echo $pid >"$D/$name.pid"
  # Until it carries its own command line, or has ended already.
  while ! alive "$name" && kill -0 "$pid" 2>/dev/null; do sleep 0.01; done
}

# stop NAME...: asks all of them, waits, and after 20 seconds insists.
stop() {
  local name try
  for name; do if alive "$name"; then kill "$(cat "$D/$name.pid")" 2>/dev/null || true; fi; done
  for name; do
    for ((try = 0; try < 400; try++)); do
      alive "$name" || break
      sleep 0.05
    done
    if alive "$name"; then
      say "$name ignores SIGTERM; killing it"
      kill -KILL "$(cat "$D/$name.pid")" 2>/dev/null || true
      while alive "$name"; do sleep 0.05; done
    fi
    rm -f "$D/$name.pid"
  done
}

# Clients first, etcd last: the API server ends at once when nobody watches, and finds its store to the end.
stop_all() {
  stop kwok scheduler kcm
  stop apiserver
  stop etcd
}

kubectl() { "$BIN/kubectl" --request-timeout=5s "$@"; }

# A process loses its command line a moment before its sockets: the port of one just stopped may need that moment.
await_free() {
  local port=$1 try
  for ((try = 0; try < 200; try++)); do
    taken "$port" || return 0
    sleep 0.05
  done
  die "port $port of 127.0.0.1 is taken"
}

taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# https URL: asks as cluster admin.
https() { curl -sf --max-time 5 --cacert "$D/ca.crt" --cert "$D/admin.crt" --key "$D/admin.key" "$1"; }

etcd_healthy() { curl -sf --max-time 5 "http://127.0.0.1:$(etcd_port)/health" | grep -q '"health":"true"'; }
apiserver_healthy() { [ "$(https "https://127.0.0.1:$PORT/readyz")" = ok ]; }
# It answers before its controllers run; each of them joins the list when it does.
kcm_healthy() { [[ $(https "https://127.0.0.1:$(kcm_port)/healthz?verbose") == *-controller\ ok* ]]; }
scheduler_healthy() { [ "$(https "https://127.0.0.1:$(scheduler_port)/readyz")" = ok ]; }
kwok_healthy() { curl -sf --max-time 5 "http://127.0.0.1:$(kwok_port)/readyz" >/dev/null; }

# await NAME SECONDS CONDITION: until the condition holds; fails at once when the process has ended.
await() {
  local name=$1 end=$((SECONDS + $2)) condition=$3
  until "$condition"; do
    if ! alive "$name"; then failed "$name" "$name ended"; fi
    if [ "$SECONDS" -ge "$end" ]; then failed "$name" "$name: no ${condition//_/ } within $2 s"; fi
    sleep 0.1
  done
}

failed() {
  say "$2. The end of $D/$1.log:"
  tail -n 15 "$D/$1.log" | sed 's/^/  | /' >&2
  exit 1
}

start_apiserver() {
  local audit=()
  if [ "$AUDIT" = 1 ]; then
    # Blocking: every answered request is in the file. A size that no test reaches: the file is never rotated away.
    audit=(--audit-policy-file="$(dirname "${BASH_SOURCE[0]}")/audit-policy.yaml" --audit-log-path="$D/audit.log" --audit-log-format=json
      --audit-log-mode=blocking --audit-log-maxsize=8192)
  fi
  # shellcheck disable=SC2086 # flags are words
  start apiserver "$BIN/kube-apiserver" --etcd-servers="http://127.0.0.1:$(etcd_port)" \
    --bind-address=127.0.0.1 --advertise-address=127.0.0.1 --secure-port="$PORT" --endpoint-reconciler-type=none \
    --tls-cert-file="$D/server.crt" --tls-private-key-file="$D/server.key" --client-ca-file="$D/ca.crt" \
    --service-account-key-file="$D/sa.pub" --service-account-signing-key-file="$D/sa.key" \
    --service-account-issuer=https://kubernetes.default.svc --service-cluster-ip-range=10.96.0.0/16 \
    --authorization-mode=Node,RBAC --allow-privileged=true "${audit[@]}" $APISERVER_ARGS
  await apiserver 120 apiserver_healthy
}

start_kcm() {
  local port
  port=$(kcm_port)
  # shellcheck disable=SC2086 # flags are words
  start kcm "$BIN/kube-controller-manager" --kubeconfig="$D/kcm.kubeconfig" --leader-elect=false \
    --authentication-kubeconfig="$D/kcm.kubeconfig" --authorization-kubeconfig="$D/kcm.kubeconfig" \
    --bind-address=127.0.0.1 --secure-port="$port" --tls-cert-file="$D/server.crt" --tls-private-key-file="$D/server.key" \
    --use-service-account-credentials=true --service-account-private-key-file="$D/sa.key" --root-ca-file="$D/ca.crt" \
    --allocate-node-cidrs=true --cluster-cidr=10.244.0.0/16 $KCM_ARGS
  await kcm 60 kcm_healthy
}

# certificate NAME SUBJECT [SUBJECT_ALT_NAMES]: D/NAME.key and D/NAME.crt, signed by this directory's authority.
certificate() {
  local file=$D/$1 subject=$2 names=${3:-}
  openssl req -newkey rsa:2048 -nodes -keyout "$file.key.new" -out "$file.csr" -subj "$subject" 2>/dev/null
  openssl x509 -req -in "$file.csr" -CA "$D/ca.crt" -CAkey "$D/ca.key" -CAcreateserial -CAserial "$D/ca.srl" -days 3650 \
    -out "$file.crt.new" -extfile <(echo "extendedKeyUsage=clientAuth,serverAuth${names:+
subjectAltName=$names}") 2>/dev/null
  mv "$file.key.new" "$file.key"
  mv "$file.crt.new" "$file.crt"
  rm -f "$file.csr"
}

# kubeconfig NAME: D/NAME.kubeconfig from D/NAME.key and D/NAME.crt, self-contained.
kubeconfig() {
  local file=$D/$1
  (
    umask 077
    cat >"$file.kubeconfig.new" <<YAML
apiVersion: v1
kind: Config
clusters:
- name: control-plane
  cluster: {server: "https://127.0.0.1:$PORT", certificate-authority-data: $(base64 -w0 "$D/ca.crt")}
users:
- name: user
  user: {client-certificate-data: $(base64 -w0 "$file.crt"), client-key-data: $(base64 -w0 "$file.key")}
contexts:
- name: control-plane
  context: {cluster: control-plane, user: user}
current-context: control-plane
YAML
  )
  mv "$file.kubeconfig.new" "$file.kubeconfig"
}
