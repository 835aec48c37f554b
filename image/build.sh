#!/usr/bin/env bash
# Builds the image: a file system from Debian packages, jlink and the operator's jars, an archive of its loaded classes
# made by a rehearsal in just that file system, and of both an archive that docker, ctr and kind load. Run by Maven:
#
#   mvn -B -ntp -Pimage -pl image -am verify [-Dimage.architecture=arm64]
#
# Same packages, same jars: the same layers to the last bit, but for the archive of classes in the last one: threads that run
# in another order at the rehearsal's end load a few other classes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

version=$1 architecture=$2 timestamp=$3 archive=$4
name=miniworks-operator # as the chart calls it
packages=(libc6 libgcc-s1 libstdc++6 zlib1g) # what libjvm.so and libzip.so are linked with
jdk=openjdk-17-jdk-headless
modules=(
  java.base
  java.logging      # Netty, Vert.x
  java.management   # metrics of the JVM
  java.naming       # logback, Netty's resolver
  java.xml          # logback's configuration
  jdk.crypto.ec     # certificates on elliptic curves
  jdk.httpserver    # health and metrics
  jdk.management    # CPU and memory of the process
  jdk.unsupported   # Netty's buffers
)

case $architecture in
  amd64) machine=x86_64 tcnative=x86_64 ;;
  arm64) machine=aarch64 tcnative=aarch_64 ;;
  *) echo "image: no architecture $architecture, only amd64 and arm64" >&2; exit 64 ;;
esac

work=target/$architecture
debs=$work/debs
root=$PWD/$work/root
rm -rf "$work"
mkdir -p "$root"/{dev,etc,proc,sys,tmp,opt/miniworks/lib} "$debs"

# Debian's stable packages by this host's apt, which need not be of the same release or architecture. Its own state apart.
fetch() {
  local state=$PWD/$work/apt
  local keyring=/usr/share/keyrings/debian-archive-keyring.gpg mirror=${DEBIAN_MIRROR:-http://deb.debian.org}
  mkdir -p "$state"/{lists,archives}/partial
  touch "$state/status"
  printf 'deb [signed-by=%s] %s %s main\n' \
    "$keyring" "$mirror/debian" bookworm "$keyring" "$mirror/debian-security" bookworm-security >"$state/sources.list"
  local apt=(apt-get -qq
    -o "Dir::Etc::SourceList=$state/sources.list" -o Dir::Etc::SourceParts=/dev/null
    -o "Dir::State=$state" -o "Dir::State::status=$state/status" -o "Dir::Cache=$state"
    -o "APT::Architecture=$architecture" -o "APT::Architectures=$architecture" -o APT::Sandbox::User=root)
  "${apt[@]}" update
  (cd "$debs" && "${apt[@]}" download "${packages[@]}" "$jdk")
}

deb() { echo "$debs/$1"_*.deb; }

# The libraries and their licences; nothing that runs by itself.
base() {
  local package
  mkdir -p "$root/var/lib/dpkg/status.d"
  for package in "${packages[@]}"; do
    dpkg-deb --fsys-tarfile "$(deb "$package")" | tar -x -C "$root" --wildcards --wildcards-match-slash \
      --exclude='*/gconv/*' --exclude='*/share/lintian*' --exclude='*/share/gcc*' --exclude='*/share/gdb*' \
      --exclude='*/changelog*' --exclude='*/NEWS*' --exclude='*/README*'
  done
  # Where scanners look for the packages of an image without a package manager.
  for package in "${packages[@]}" "$jdk"; do
    dpkg-deb --field "$(deb "$package")" >"$root/var/lib/dpkg/status.d/$package"
  done
  echo 'root:x:0:0:root:/:/nonexistent
nonroot:x:65532:65532:nonroot:/:/nonexistent' >"$root/etc/passwd"
  echo 'root:x:0:
nonroot:x:65532:' >"$root/etc/group"
  echo 'hosts: files dns' >"$root/etc/nsswitch.conf"
  echo 'ID=debian
VERSION_ID="12"
PRETTY_NAME="Miniworks operator, on libraries of Debian 12"' >"$root/etc/os-release"
}

runtime() {
  local unpacked=$work/jdk
  mkdir "$unpacked"
  dpkg-deb --fsys-tarfile "$(deb "$jdk")" | tar -x -C "$unpacked" --wildcards '*/jmods/*'
  local IFS=,
  # --add-options: without a shell to expand them, flags that an image always has belong into its runtime.
  "${JAVA_HOME:+$JAVA_HOME/bin/}jlink" --module-path "$(echo "$unpacked"/usr/lib/jvm/*/jmods)" --add-modules "${modules[*]}" \
    --vm=server --strip-java-debug-attributes --no-header-files --no-man-pages --compress=0 \
    --add-options="$(grep -v '^#' ../operator/jvm.options | paste -sd ' ') -XX:+ExitOnOutOfMemoryError -Dfile.encoding=UTF-8" \
    --output "$root/opt/java"
  rm "$root/opt/java/bin/keytool" "$root/opt/java/lib/"{classlist,jexec,jrt-fs.jar,jspawnhelper}
}

operator() {
  local app=$root/opt/miniworks jar
  cp target/contents/*.jar "$app/lib"
  mv "$app"/lib/miniworks-*.jar "$app"
  # BoringSSL as a file: in its jar it would have to be unpacked, to a place that can be written and run from.
  for jar in "$app"/lib/netty-tcnative-boringssl-static-*"-linux-$tcnative.jar"; do
    unzip -q -j "$jar" "META-INF/native/*.so" -d "$app/lib"
  done
  rm "$app"/lib/netty-tcnative-boringssl-static-*.jar
  local jars
  jars=$(cd "$root" && printf ':/%s' opt/miniworks/*.jar opt/miniworks/lib/*.jar)
  # The class path in full and in order: the archive of classes holds for it alone.
  printf '%s\n' -XX:SharedArchiveFile=/opt/miniworks/operator.jsa -Djava.library.path=/opt/miniworks/lib \
    "-cp ${jars#:}" dev.miniworks.operator.app.OperatorCommand >"$app/operator.args"
  cp ../LICENSE "$app"
}

# Libraries as Maven knows them, packages as Debian does.
bill() {
  local package
  for package in "${packages[@]}" "$jdk"; do
    echo "$package $(dpkg-deb --field "$(deb "$package")" Version)"
  done |
    jq -R --arg architecture "$architecture" 'split(" ") | {
      type: "library", name: .[0], version: .[1],
      purl: "pkg:deb/debian/\(.[0] | @uri)@\(.[1] | @uri)?arch=\($architecture)&distro=debian-12"
    } | .["bom-ref"] = .purl' |
    jq -s --arg tcnative "linux-$tcnative" --slurpfile libraries target/libraries.cdx.json '
      . as $packages | $libraries[0]
      | .components |= map(select((.purl | contains("classifier=linux-") | not) or (.purl | contains("classifier=" + $tcnative))))
      | (.components | map(."bom-ref")) as $there
      | .dependencies |= map(select(.ref as $ref | $ref == "" or ($there | index($ref)) or ($ref | contains("classifier=linux-") | not))
          | if .dependsOn then .dependsOn |= map(select((contains("classifier=linux-") | not) or IN($there[]))) else . end)
      | .components += $packages' >"$root/opt/miniworks/sbom.cdx.json"
}

# Times and modes before the rehearsal: the archive of classes notes the jars' times.
settle() {
  chmod -R u=rwX,go=rX "$root"
  find "$root" -exec touch --no-dereference --date="$timestamp" {} +
}

inside() { ./enter.sh "$root" "$work/tmp" /opt/java/bin/java "$@"; }

# The archive of classes: what a rehearsal has loaded, laid out as the JVM wants it in memory.
archive_classes() {
  mkdir "$work/tmp"
  chmod 777 "$work/tmp"
  "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "target/classes:$(cat target/rehearsal.classpath)" dev.miniworks.image.Rehearsal \
    "$PWD/$work/tmp" "$PWD/enter.sh" "$root" "$PWD/$work/tmp" \
    /opt/java/bin/java -Xshare:off -XX:DumpLoadedClassList=/tmp/loaded @/opt/miniworks/operator.args
  # Threads load in any order.
  LC_ALL=C sort -u "$work/tmp/loaded" >"$work/tmp/classes"
  inside -Xshare:dump -XX:SharedClassListFile=/tmp/classes -XX:SharedArchiveFile=/tmp/operator.jsa \
    -cp "$(sed -n '/^-cp /s///p' "$root/opt/miniworks/operator.args")" >"$work/dump.log" 2>&1 ||
    { cat "$work/dump.log" >&2; exit 1; }
  cp "$work/tmp/operator.jsa" "$root/opt/miniworks/operator.jsa"
}

blob() { # FILE: becomes a blob; says its digest
  local digest
  digest=$(sha256sum "$1" | cut -d ' ' -f 1)
  mv "$1" "$oci/blobs/sha256/$digest"
  echo "$digest"
}

layer() { # PATH...: becomes a layer; what changes seldom comes first, so that an update transfers little
  local file=$work/layer.tar digest diff
  tar --create --file="$file" --directory="$root" --sort=name --format=gnu --numeric-owner --owner=0 --group=0 --mtime="$timestamp" "$@"
  diff=$(sha256sum "$file" | cut -d ' ' -f 1)
  gzip -n -9 "$file"
  digest=$(blob "$file.gz")
  jq -n --arg digest "$digest" --arg diff "$diff" --argjson size "$(stat -c %s "$oci/blobs/sha256/$digest")" '{
    mediaType: "application/vnd.oci.image.layer.v1.tar+gzip", digest: "sha256:\($digest)", size: $size, diff: "sha256:\($diff)" }'
}

# An OCI layout with Docker's own list of contents beside it, as `docker save` writes it.
pack() {
  oci=$work/oci
  mkdir -p "$oci/blobs/sha256"
  {
    layer --exclude=opt --exclude=./opt .
    layer opt/java
    layer opt/miniworks/lib
    layer --exclude=opt/miniworks/lib opt/miniworks
  } | jq -s . >"$work/layers.json"

  local created config manifest
  created=$(date --utc --date="$timestamp" +%Y-%m-%dT%H:%M:%SZ)
  jq -n --slurpfile layers "$work/layers.json" --arg created "$created" --arg version "$version" \
    --arg architecture "$architecture" --arg revision "$(git rev-parse HEAD)" '{
      created: $created, architecture: $architecture, os: "linux",
      config: {
        User: "65532:65532",
        Entrypoint: ["/opt/java/bin/java", "@/opt/miniworks/operator.args"],
        WorkingDir: "/",
        Labels: {
          "org.opencontainers.image.title": "miniworks-operator",
          "org.opencontainers.image.description": "Workload controllers for Kubernetes in Java",
          "org.opencontainers.image.licenses": "Apache-2.0",
          "org.opencontainers.image.version": $version,
          "org.opencontainers.image.revision": $revision,
          "org.opencontainers.image.created": $created
        }
      },
      rootfs: { type: "layers", diff_ids: ($layers[0] | map(.diff)) },
      history: ["base libraries", "Java runtime", "libraries", "operator"] | map({ created: $created, created_by: . })
    }' >"$work/config.json"
  local size
  size=$(stat -c %s "$work/config.json")
  config=$(blob "$work/config.json")
  jq -n --slurpfile layers "$work/layers.json" --arg config "$config" --argjson size "$size" '{
      schemaVersion: 2, mediaType: "application/vnd.oci.image.manifest.v1+json",
      config: { mediaType: "application/vnd.oci.image.config.v1+json", digest: "sha256:\($config)", size: $size },
      layers: ($layers[0] | map(del(.diff)))
    }' >"$work/manifest.json"
  size=$(stat -c %s "$work/manifest.json")
  manifest=$(blob "$work/manifest.json")
  jq -n --arg manifest "$manifest" --argjson size "$size" --arg architecture "$architecture" --arg name "$name" --arg version "$version" '{
      schemaVersion: 2, mediaType: "application/vnd.oci.image.index.v1+json",
      manifests: [{
        mediaType: "application/vnd.oci.image.manifest.v1+json", digest: "sha256:\($manifest)", size: $size,
        platform: { architecture: $architecture, os: "linux" },
        annotations: {
          "io.containerd.image.name": "docker.io/library/\($name):\($version)",
          "org.opencontainers.image.ref.name": $version
        }
      }]
    }' >"$oci/index.json"
  jq -n --slurpfile layers "$work/layers.json" --arg config "$config" --arg name "$name" --arg version "$version" '[{
      Config: "blobs/sha256/\($config)", RepoTags: ["\($name):\($version)"],
      Layers: ($layers[0] | map(.digest | "blobs/" + sub(":"; "/")))
    }]' >"$oci/manifest.json"
  echo '{"imageLayoutVersion":"1.0.0"}' >"$oci/oci-layout"
  mkdir -p "$(dirname "$archive")"
  tar --create --file="$archive" --directory="$oci" --sort=name --format=gnu --numeric-owner --owner=0 --group=0 --mode=u=rwX,go=rX \
    --mtime="$timestamp" blobs index.json manifest.json oci-layout
  cp "$root/opt/miniworks/sbom.cdx.json" "${archive%.tar}.cdx.json"
}

fetch
base
runtime
operator
bill
settle
if [ "$(uname -m)" = "$machine" ]; then
  archive_classes
  settle
else
  echo "image: this machine cannot run $architecture, so the image gets no archive of classes and starts slower"
fi
pack
echo "image: $archive, $(($(stat -c %s "$archive") / 1000000)) MB"
