#!/usr/bin/env bash
# Becomes a program inside the image's file system, as it would run on a node: the file system read-only but for /tmp, no
# capabilities, user 65532 (who is not root here stays who he is). Network and processes are the host's: the program
# reaches servers of the loopback interface, and signals reach it.
#
#   enter.sh ROOT TMP PROGRAM [ARGUMENT...]      TMP: the directory that the program sees as /tmp
set -euo pipefail

if [ "$1" != --inside ]; then
  if [ "$(id -u)" -eq 0 ]; then
    exec unshare --mount "$0" --inside --userspec=65532:65532 "$@"
  fi
  exec unshare --mount --user --map-root-user "$0" --inside --userspec=0:0 "$@"
fi
user=$2 root=$3 tmp=$4
shift 4

mount --rbind "$root" "$root"
mount --rbind /proc "$root/proc"
mount --rbind /dev "$root/dev"
mount --bind "$tmp" "$root/tmp"
mount -o remount,bind,ro "$root"
exec env -i "$(command -v chroot)" "$user" --groups= "$root" "$@"
