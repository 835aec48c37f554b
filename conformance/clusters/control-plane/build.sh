#!/usr/bin/env bash
# Builds the programs of a Kubernetes control plane from their Go modules and prints the directory that holds them. What
# is there already and works is kept: about 8 minutes on 2 cores the first time, a moment later on.
#
#   usage: build.sh [PROGRAM...]
#
# By default what up.sh needs, and helm. Others by name: kubelet, kubeadm, kube-proxy, etcdctl, agnhost, e2e.test.
# K8S, ETCD, KWOK and HELM choose versions; BIN the directory.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=lib.sh
. "$here/lib.sh"

K8S=${K8S:-1.36.3} ETCD=${ETCD:-v3.7.3} KWOK=${KWOK:-v0.8.0} HELM=${HELM:-v3.22.0}
cache=${XDG_CACHE_HOME:-$HOME/.cache}/miniworks/control-plane/$K8S
BIN=${BIN:-$cache/bin}
programs=("$@")
if [ $# -eq 0 ]; then programs=(kube-apiserver kube-controller-manager kube-scheduler kubectl etcd kwok helm); fi

need flock
mkdir -p "$BIN" "$cache"
exec 9>"$cache/lock"
if ! flock -n 9; then
  say "waiting for another build of $cache"
  flock 9
fi
# Everything grows in here and moves into place when complete, so that an interrupted build leaves nothing half done.
work=$(mktemp -d "$cache/work.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# The version a program reports; nothing from one that is truncated or not for this machine.
reported() {
  case $1 in
    kubectl) "$BIN/kubectl" version --client 2>/dev/null ;;
    helm) "$BIN/helm" version --short 2>/dev/null ;;
    etcdctl) "$BIN/etcdctl" version 2>/dev/null ;;
    kubeadm) "$BIN/kubeadm" version -o short 2>/dev/null ;;
    agnhost) "$BIN/agnhost" --version >/dev/null 2>&1 && echo agnhost ;; # it knows no version
    *) "$BIN/$1" --version 2>/dev/null ;;
  esac || true
}

wanted_version() {
  case $1 in
    etcd | etcdctl) echo "${ETCD#v}" ;;
    kwok) echo "$KWOK" ;;
    helm) echo "${HELM%.*}" ;; # a build from the module knows no patch level
    agnhost) echo "agnhost" ;;
    *) echo "v$K8S" ;;
  esac
}

# Checked once for each file: size and time of those that passed stand in a list.
usable() {
  local mark
  [ -x "$BIN/$1" ] || return 1
  mark="$(wanted_version "$1") $(stat -c '%n %s %Y' "$BIN/$1")"
  if grep -qxsF -- "$mark" "$BIN/.checked"; then return 0; fi
  [[ $(reported "$1") == *"$(wanted_version "$1")"* ]] || return 1
  echo "$mark" 2>/dev/null >>"$BIN/.checked" || true
}

# k8s.io/kubernetes names its staging modules by local paths; their published versions, v0.MINOR.PATCH, stand in for them.
kubernetes_module() {
  local go_mod module=$work/src package
  mkdir "$module"
  go_mod=$(cd / && go mod download -json "k8s.io/kubernetes@v$K8S" | sed -n 's/.*"GoMod": "\(.*\)".*/\1/p')
  [ -n "$go_mod" ] || die "the module k8s.io/kubernetes@v$K8S cannot be downloaded"
  sed -E -e 's#^module .*#module control-plane#' \
    -e "s#^([[:space:]]*)(k8s\.io/[^ ]+)[[:space:]]+=> \./staging.*#\1\2 => \2 v0.${K8S#*.}#" \
    -e "s#^([[:space:]]*)(k8s\.io/[^ ]+) v0\.0\.0( |\$)#\1\2 v0.${K8S#*.}\3#" "$go_mod" >"$module/go.mod"
  echo "require k8s.io/kubernetes v$K8S" >>"$module/go.mod"
  {
    printf '//go:build tools\n\npackage tools\n\n'
    for package in cmd/{kube-apiserver,kube-controller-manager,kube-scheduler,kubectl,kubelet,kube-proxy,kubeadm} test/e2e test/images/agnhost; do
      printf 'import _ "k8s.io/kubernetes/%s"\n' "$package"
    done
  } >"$module/tools.go"
  (cd "$module" && go mod tidy >&2)
  rm -rf "$cache/src"
  mv "$module" "$cache/src"
}

compile() {
  local minor
  minor=$(cut -d. -f2 <<<"$K8S")
  (cd "$cache/src" && go "$@" -trimpath -o "$work/out" -ldflags "-s -w -X k8s.io/component-base/version.gitVersion=v$K8S \
    -X k8s.io/component-base/version.gitMajor=1 -X k8s.io/component-base/version.gitMinor=$minor" "k8s.io/kubernetes/$package")
}

# kubernetes build|test -c: what $package holds.
kubernetes() {
  if [ -s "$cache/src/go.sum" ]; then
    if compile "$@"; then return; fi
    say "trying once more with a fresh $cache/src"
  fi
  kubernetes_module
  compile "$@"
}

# A main package that pins its dependencies in its own module's go.sum, which no replacement stands against.
published() { GOBIN=$work go install -trimpath "$1" && mv "$work/$(basename "${1%@*}")" "$work/out"; }

etcd_module() {
  mkdir "$work/etcd"
  (cd "$work/etcd" && go mod init etcd && go get "$1@$ETCD" && go build -trimpath -o "$work/out" "$1")
}

build() {
  local package
  case $1 in
    etcd) etcd_module go.etcd.io/etcd/server/v3 ;;
    etcdctl) etcd_module go.etcd.io/etcd/etcdctl/v3 ;;
    kwok) published "sigs.k8s.io/kwok/cmd/kwok@$KWOK" ;;
    helm) published "helm.sh/helm/v3/cmd/helm@$HELM" ;;
    e2e.test) package=test/e2e kubernetes test -c ;;
    agnhost) package=test/images/agnhost kubernetes build ;;
    kube-apiserver | kube-controller-manager | kube-scheduler | kubectl | kubelet | kubeadm | kube-proxy)
      package=cmd/$1 kubernetes build
      ;;
    *) die "unknown program: $1" ;;
  esac
}

export CGO_ENABLED=0 GOFLAGS="${GOFLAGS:+$GOFLAGS }-buildvcs=false"
for program in "${programs[@]}"; do
  if usable "$program"; then continue; fi
  command -v go >/dev/null || die "$program has to be built, which needs Go (1.26 or newer for Kubernetes 1.36), and no go is on the PATH"
  say "building $program $(wanted_version "$program")"
  rm -rf "$work/out" "$work/etcd"
  build "$program" >&2 9>&-
  mv "$work/out" "$BIN/$program"
  usable "$program" || die "$BIN/$program was built, but does not run as $(wanted_version "$program")"
done
echo "$BIN"
