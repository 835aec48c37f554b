#!/usr/bin/env bash
# Makes kind's node image, and every image that a cluster needs within it, from Debian packages and from the programs of
# build.sh; nothing is pulled. What its parts are made from is its label: it is made anew when they have changed.
#
#   usage: node-image.sh IMAGE
set -euo pipefail
# shellcheck source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

if [ $# -ne 1 ]; then die "usage: node-image.sh IMAGE"; fi
image=$1
[ "$(id -u)" = 0 ] || die "a node image can only be built by root"
need go mmdebstrap jq zstd flock docker
K8S=${K8S:-1.36.3}
export K8S
say "looking after Kubernetes' programs"
BIN=$("$here/../control-plane/build.sh" kube-apiserver kube-controller-manager kube-scheduler kube-proxy kubelet kubeadm kubectl \
  etcd etcdctl agnhost)
bin=$("$here/build.sh")

exec 8>"$CACHE/image.lock"
if ! flock -n 8; then
  say "waiting for another build of a node image"
  flock 8
fi
work=$(mktemp -d "$CACHE/work.XXXXXX")
sockets=$(mktemp -d) # their paths must be short
containerd_pid=
clean_up() {
  if [ -n "$containerd_pid" ]; then kill "$containerd_pid" 2>/dev/null || true; fi
  rm -rf "$work" "$sockets"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# --- Debian

release=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
mapfile -t sources < <(find /etc/apt/sources.list /etc/apt/sources.list.d -name '*.list' -o -name '*.sources' 2>/dev/null)

# debian NAME VARIANT PACKAGES [OPTION...]: an archive of unpacked packages, from the host's own sources.
debian() {
  local file=$CACHE/$1.tar recipe="$release ${*:2}"
  if [ -s "$file" ] && [ "$(cat "$file.recipe" 2>/dev/null)" = "$recipe" ]; then return; fi
  say "unpacking Debian packages: $1.tar"
  rm -f "$file.recipe"
  mmdebstrap --quiet --variant="$2" --aptopt='APT::Install-Recommends false' --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/locale/*' --include="$3" "${@:4}" \
    "$release" "$work/debian.tar" "${sources[@]}" >&2
  mv "$work/debian.tar" "$file"
  echo "$recipe" >"$file.recipe"
}
# Units that concern a machine of its own are not started.
# shellcheck disable=SC2016
debian rootfs minbase \
  systemd,systemd-sysv,dbus,iptables,nftables,conntrack,iproute2,ethtool,mount,kmod,libseccomp2,ca-certificates,procps,runc,jq \
  --customize-hook='cd "$1" && find etc/systemd/system usr/lib/systemd/system -path "*.wants/*" \
    \( -path "etc/*" -o -path "*/multi-user.target.wants/*" -o -path "*/timers.target.wants/*" -o -name "*udev*" -o -name "*initctl*" \) -delete'
debian nettools extract iptables,nftables,conntrack,busybox-static
debian agtools extract curl,dash,libc-bin,netcat-openbsd,bind9-dnsutils,busybox-static

# --- Is the image there already?

plugins=(host-local loopback portmap ptp)
runtime=(containerd containerd-shim-runc-v2 ctr crictl)
inputs=$(
  {
    cat "$here"/{node-image.sh,runc-within-bounds,node/*} "$CACHE"/{rootfs,nettools,agtools}.tar.recipe "$bin"/*.recipe
    stat -c '%n %s %Y' "$CACHE"/{rootfs,nettools,agtools}.tar "$BIN"/{kube*,etcd,etcdctl,agnhost}
  } | sha256sum | cut -c 1-16
)
if [ "$(docker image inspect -f '{{index .Config.Labels "inputs"}}' "$image" 2>/dev/null)" = "$inputs" ]; then exit; fi
say "making the node image $image"

# --- The images within it: one archive as docker save writes it. A layer is an archive, an image a small JSON file.

mkdir "$work/archive"
manifest=()

# layer DIRECTORY: prints its id.
layer() {
  local id
  tar --sort=name --owner=0 --group=0 --numeric-owner --mtime=@0 -C "$1" -cf "$work/layer" .
  id=$(sha256sum <"$work/layer" | cut -d ' ' -f 1)
  zstd -q -3 -T0 <"$work/layer" >"$work/archive/$id.tar"
  rm "$work/layer"
  echo "$id"
}

# tools ARCHIVE: a layer of unpacked packages, with busybox for each command that they lack.
tools() {
  local root=$work/tools command
  rm -rf "$root"
  mkdir "$root"
  tar -C "$root" -xf "$1" --exclude=./usr/share --exclude=./var --exclude=./etc --exclude=./dev
  mkdir -p "$root"/{etc,run,proc,sys,dev,tmp}
  chmod 1777 "$root/tmp"
  if [ -e "$root/bin/nc.openbsd" ]; then ln -sf nc.openbsd "$root/bin/nc"; fi
  if [ -e "$root/bin/dash" ]; then ln -sf dash "$root/bin/sh"; fi # busybox' own would prefer its built-in nc, which knows less
  if [ -e "$root/usr/sbin/iptables-nft" ]; then
    for command in {iptables,ip6tables}{,-save,-restore}; do
      ln -sf "${command/tables/tables-nft}" "$root/usr/sbin/$command"
    done
  fi
  for command in $("$root/bin/busybox" --list); do
    if [ ! -e "$root/bin/$command" ] && [ ! -e "$root/usr/bin/$command" ] && [ ! -e "$root/usr/sbin/$command" ]; then
      ln -s busybox "$root/bin/$command"
    fi
  done
  layer "$root"
}

# image NAME RUN LAYER FILE...: RUN is JSON of entry point and arguments, LAYER the one below or empty, FILE source:destination.
# The name is a label, so that two names never mean one image: a container's status could name either.
image() {
  local name=$1 run=$2 layers=() root=$work/files file configuration
  if [ -n "$3" ]; then layers=("$3"); fi
  shift 3
  rm -rf "$root"
  mkdir "$root"
  for file; do install -D -m 755 "${file%%:*}" "$root${file##*:}"; done
  layers+=("$(layer "$root")")
  configuration=$(jq -nc --arg name "$name" --arg arch "$(go env GOARCH)" --argjson run "$run" \
    '{architecture: $arch, os: "linux", rootfs: {type: "layers", diff_ids: ($ARGS.positional | map("sha256:" + .))},
      config: ($run + {Labels: {name: $name}, Env: ["PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"]})}' --args "${layers[@]}")
  file=$(sha256sum <<<"$configuration" | cut -d ' ' -f 1).json
  echo "$configuration" >"$work/archive/$file"
  manifest+=("$(jq -nc --arg name "$name" --arg file "$file" \
    '{Config: $file, RepoTags: [$name], Layers: ($ARGS.positional | map(. + ".tar"))}' --args "${layers[@]}")")
}

# What kubeadm, flannel.yaml and the upstream tests call for, under the names that they use.
nettools=$(tools "$CACHE/nettools.tar")
agtools=$(tools "$CACHE/agtools.tar")
while read -r name; do
  program=$(basename "${name%:*}")
  case $program in
    kube-proxy) image "$name" '{"Entrypoint": ["kube-proxy"]}' "$nettools" "$BIN/kube-proxy:/usr/local/bin/kube-proxy" ;;
    kube-*) image "$name" "{\"Entrypoint\": [\"$program\"]}" "" "$BIN/$program:/usr/local/bin/$program" ;;
    coredns) image "$name" '{"Entrypoint": ["/coredns"]}' "" "$bin/coredns:/coredns" ;;
    pause)
      pause=$name
      image "$name" '{"Entrypoint": ["/pause"]}' "" "$bin/pause:/pause"
      ;;
    etcd) # of the version that was built, not of kubeadm's choice
      image "${name%:*}:${ETCD#v}-0" '{"Entrypoint": ["etcd"]}' "" "$BIN/etcd:/usr/local/bin/etcd" "$BIN/etcdctl:/usr/local/bin/etcdctl"
      ;;
    *) die "kubeadm wants an image that cannot be built: $name" ;;
  esac
done < <("$BIN/kubeadm" config images list --kubernetes-version "v$K8S")
while read -r name; do
  image "$name" '{"Entrypoint": ["/opt/bin/flanneld"]}' "$nettools" \
    "$bin/flanneld:/opt/bin/flanneld" "$bin/install-conf:/opt/bin/install-conf" "$bin/flannel:/flannel"
done < <(sed -n 's/.*image: //p' "$here/flannel.yaml" | sort -u)

# The tests of workloads use these. A StatefulSet's pods there are ready while /localhost.crt is where it belongs.
tests=registry.k8s.io/e2e-test-images
porter=$(cd / && go mod download -json "k8s.io/kubernetes@v$K8S" | sed -n 's/.*"Dir": "\(.*\)".*/\1/p')/test/images/agnhost/porter
for tag in 2.63.0 2.55; do
  image "$tests/agnhost:$tag" '{"Entrypoint": ["/agnhost"], "Cmd": ["pause"]}' "$agtools" \
    "$BIN/agnhost:/agnhost" "$porter/localhost.crt:/localhost.crt" "$porter/localhost.key:/localhost.key"
done
image "$tests/busybox:1.37.0-1" '{"Cmd": ["sh"]}' "$nettools"
echo "a page" >"$work/index.html"
image "$tests/nginx:1.15-4" '{"Cmd": ["busybox", "httpd", "-f", "-p", "80", "-h", "/usr/share/nginx/html"]}' "$nettools" \
  "$work/index.html:/usr/share/nginx/html/index.html"
(IFS=, && echo "[${manifest[*]}]") >"$work/archive/manifest.json"
tar -C "$work/archive" -cf "$work/images.tar" .
rm -rf "$work/archive"

# --- What of them a node's containerd finds at its start; it unpacks an image when it is first used

cat >"$work/containerd.toml" <<EOF
version = 3
disabled_plugins = ["io.containerd.nri.v1.nri", "io.containerd.grpc.v1.cri", "io.containerd.cri.v1.images", "io.containerd.cri.v1.runtime"]
root = "$work/store"
state = "$sockets/state"
[grpc]
  address = "$sockets/c"
[ttrpc]
  address = "$sockets/t"
EOF
"$bin/containerd" -c "$work/containerd.toml" >"$CACHE/containerd.log" 2>&1 7>&- 8>&- 9>&- &
containerd_pid=$!
until_true 20 "$bin/ctr" -a "$sockets/c" version || die "containerd does not start; what it said is in $CACHE/containerd.log"
"$bin/ctr" -a "$sockets/c" -n k8s.io images import --no-unpack --local --label io.cri-containerd.pinned=pinned "$work/images.tar" >&2
kill "$containerd_pid"
wait "$containerd_pid" || true
containerd_pid=
rm "$work/images.tar"

# --- The node: Debian's files and ours

node=$work/node
mkdir "$node"
tar -C "$node" -xpf "$CACHE/rootfs.tar" --numeric-owner
mkdir -p "$node"/{opt/cni/bin,usr/local/bin,usr/bin,etc/containerd,etc/kubernetes/manifests,kind/manifests,var/lib/containerd} \
  "$node"/etc/systemd/{journald.conf.d,system/multi-user.target.wants}
cp "${plugins[@]/#/$bin/}" "$node/opt/cni/bin/"
cp "${runtime[@]/#/$bin/}" "$node/usr/local/bin/"
cp "$BIN"/{kubelet,kubeadm,kubectl} "$node/usr/bin/"
install -m 755 "$here"/node/{entrypoint,kubelet-cgroup} "$node/usr/local/bin/"
sed "s#PAUSE#$pause#" "$here/node/containerd.toml" >"$node/etc/containerd/config.toml"
cp "$here"/node/*.service "$node/etc/systemd/system/"
cp "$here/node/default-storage.yaml" "$node/kind/manifests/"
printf 'v%s' "$K8S" >"$node/kind/version"
echo 'runtime-endpoint: unix:///run/containerd/containerd.sock' >"$node/etc/crictl.yaml"
mv "$work"/store/io.containerd.{content.v1.content,metadata.v1.bolt} "$node/var/lib/containerd/"

# What systemd starts, and what it must not even when another unit asks for it.
for unit in containerd kubelet; do ln -s "../$unit.service" "$node/etc/systemd/system/multi-user.target.wants/"; done
ln -s /lib/systemd/system/multi-user.target "$node/etc/systemd/system/default.target"
for unit in systemd-{sysctl,binfmt,udevd,udev-trigger,modules-load,tmpfiles-setup,hwdb-update,remount-fs,logind}.service \
  proc-sys-fs-binfmt_misc.automount getty.target console-getty.service; do
  ln -s /dev/null "$node/etc/systemd/system/$unit"
done
printf '[Journal]\nReadKMsg=no\n' >"$node/etc/systemd/journald.conf.d/container.conf"

old=$(docker images -q "$image")
tar -C "$node" --numeric-owner -c . |
  docker import -c 'ENTRYPOINT ["/usr/local/bin/entrypoint", "/sbin/init"]' -c 'ENV container=docker' -c "LABEL inputs=$inputs" - "$image" >&2
if [ -n "$old" ]; then docker rmi "$old" >/dev/null 2>&1 || true; fi # a running cluster may still use it
