#!/usr/bin/env bash
# Builds from Go modules what a kind cluster needs where nothing published can be had, beside Kubernetes' own programs,
# and prints the directory that holds it. What is there already in the wanted version is kept.
#
#   usage: build.sh [PROGRAM...]      by default what node-image.sh needs; kind, helm and ginkgo by name
#
# K8S chooses the version of Kubernetes, which that of ginkgo follows.
set -euo pipefail
# shellcheck source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

K8S=${K8S:-1.36.3}
programs=("$@")
if [ $# -eq 0 ]; then
  programs=(containerd containerd-shim-runc-v2 ctr crictl host-local loopback ptp portmap flannel flanneld install-conf coredns pause)
fi

need flock
mkdir -p "$CACHE/bin"
exec 8>"$CACHE/build.lock"
if ! flock -n 8; then
  say "waiting for another build of $CACHE/bin"
  flock 8
fi
# A program moves into place when it is complete; an interrupted build leaves nothing half done.
work=$(mktemp -d "$CACHE/work.XXXXXX")
remove_work() {
  chmod -R u+w "$work"
  rm -rf "$work"
}
trap remove_work EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

containerd=github.com/containerd/containerd/v2
plugins=github.com/containernetworking/plugins

# What each program is made from: package@version or module@version. Also the stamp that tells an old one.
recipe() {
  case $1 in
    kind) echo "sigs.k8s.io/kind@$KIND" ;;
    helm) echo "helm.sh/helm/v3/cmd/helm@$HELM" ;;
    ginkgo) echo "github.com/onsi/ginkgo/v2/ginkgo@$(required github.com/onsi/ginkgo/v2)" ;;
    containerd | containerd-shim-runc-v2 | ctr) echo "$containerd/cmd/$1@$CONTAINERD" ;;
    crictl) echo "sigs.k8s.io/cri-tools@$CRICTL" ;;
    host-local) echo "$plugins/plugins/ipam/$1@$CNI" ;;
    loopback | ptp) echo "$plugins/plugins/main/$1@$CNI" ;;
    portmap) echo "$plugins/plugins/meta/$1@$CNI" ;;
    # The plugin has a repository of its own now, which is no published module. This is the last version before.
    flannel) echo "$plugins/plugins/meta/flannel@v0.9.1" ;;
    flanneld | install-conf) echo "github.com/flannel-io/flannel@$FLANNEL" ;;
    coredns) echo "github.com/coredns/coredns@$(coredns_version)" ;;
    pause) echo "pause.go $(sha256sum <"$here/pause.go")" ;;
    *) die "unknown program: $1" ;;
  esac
}

# The version of a module that Kubernetes is built with.
required() { awk -v module="$1" '$1 == module { print $2 }' "$(cd / && go mod download -json "k8s.io/kubernetes@v$K8S" | sed -n 's/.*"GoMod": "\(.*\)".*/\1/p')"; }

# kubeadm knows which one belongs to its version.
coredns_version() { "$BIN/kubeadm" config images list --kubernetes-version "v$K8S" | sed -n 's/.*coredns://p'; }

install() {
  local package=$1
  shift
  GOBIN=$work go install "$@" "$package"
  mv "$work/$(basename "${package%@*}")" "$work/out"
}

# source_of MODULE@VERSION: a copy of the module, its directory at $work/src.
source_of() {
  local directory
  directory=$(cd / && go mod download -json "$1" | sed -n 's/.*"Dir": "\(.*\)".*/\1/p')
  [ -n "$directory" ] || die "the module $1 cannot be downloaded"
  cp -r "$directory" "$work/src"
  chmod -R u+w "$work/src"
}

build() {
  local name=$1 recipe=$2 stripped='-s -w'
  case $name in
    containerd)
      install "$recipe" -ldflags "$stripped -X $containerd/version.Version=$CONTAINERD" -tags "no_btrfs no_devmapper no_zfs no_aufs"
      ;;
    containerd-shim-runc-v2 | ctr) install "$recipe" -ldflags "$stripped -X $containerd/version.Version=$CONTAINERD" ;;
    helm) install "$recipe" -ldflags "$stripped -X helm.sh/helm/v3/internal/version.version=$HELM" ;;
    crictl) # go install would ask for the list of its versions, which not every module proxy gives
      source_of "$recipe"
      (cd "$work/src" && go build -ldflags "$stripped -X sigs.k8s.io/cri-tools/pkg/version.Version=$CRICTL" -o "$work/out" ./cmd/crictl)
      ;;
    flanneld) # without its backends for clouds, one of which is not published, and without the one that needs a C compiler
      source_of "$recipe"
      sed -i -E '/pkg\/backend\/(alivpc|awsvpc|tencentvpc|udp)"/d' "$work/src/main.go"
      (cd "$work/src" && go build -ldflags "$stripped -X github.com/flannel-io/flannel/pkg/version.Version=$FLANNEL" -o "$work/out" .)
      ;;
    install-conf)
      source_of "$recipe"
      (cd "$work/src" && go build -ldflags "$stripped" -o "$work/out" ./cmd/install_conf)
      ;;
    pause) go build -ldflags "$stripped" -o "$work/out" "$here/pause.go" ;;
    *) install "$recipe" -ldflags "$stripped" ;;
  esac
}

BIN=${XDG_CACHE_HOME:-$HOME/.cache}/miniworks/control-plane/$K8S/bin
export CGO_ENABLED=0 GOFLAGS="${GOFLAGS:+$GOFLAGS }-buildvcs=false -trimpath"
need go
for name in "${programs[@]}"; do
  wanted=$(recipe "$name")
  if [ -s "$CACHE/bin/$name" ] && [ "$(cat "$CACHE/bin/$name.recipe" 2>/dev/null)" = "$wanted" ]; then continue; fi
  say "building $name from $wanted"
  rm -rf "$work/out" "$work/src"
  build "$name" "$wanted" >&2 8>&- 9>&-
  rm -f "$CACHE/bin/$name.recipe"
  mv "$work/out" "$CACHE/bin/$name"
  echo "$wanted" >"$CACHE/bin/$name.recipe"
done
echo "$CACHE/bin"
