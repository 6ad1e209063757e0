#!/bin/bash
# Proves the .deb: installs it, asks the desktop what a dump is and who opens it, double-clicks two dumps under a window
# manager, and takes the package away again.
#   check.sh            here (root, Debian or Ubuntu); what was installed is removed, the tools that were needed stay
#   check.sh --clean    on a Debian 12 made by debootstrap in target/clean
# Screenshots are left in target/packages/shots. Ends with 0 after "skipped: …" where it cannot run.
set -euo pipefail

root=$(cd "$(dirname "$0")/../.." && pwd)
packages=${PACKAGES:-$root/target/packages}
type=application/x-windows-kernel-dump
tools="desktop-file-utils shared-mime-info libglib2.0-bin xdg-utils xvfb openbox xdotool wmctrl dbus x11-utils imagemagick
  fonts-dejavu-core"

skip() { echo "skipped: $*"; exit 0; }
fail() { echo "FAILED: $*" >&2; exit 1; }
same() { [ "$2" = "$3" ] || fail "$1: expected $2, found $3"; echo "ok: $1: $3"; }

deb=$(find "$packages" -maxdepth 1 -name 'gotstack_*.deb' 2>/dev/null | head -1)
[ -n "$deb" ] || skip "no .deb in $packages; packaging/linux/build.sh makes it"
[ "$(id -u)" = 0 ] || skip "not root: nothing can be installed"
command -v apt-get >/dev/null || skip "no apt-get: not a Debian"

if [ "${1-}" = --clean ]; then
  command -v debootstrap >/dev/null || skip "no debootstrap"
  clean=${CLEAN:-$root/target/clean}
  [ -x "$clean/usr/bin/apt-get" ] || debootstrap --variant=minbase bookworm "$clean" >/dev/null
  mkdir -p "$clean/check/packages/shots" "$clean/check/packaging/linux"
  cp "$deb" "$clean/check/packages/"
  cp "$0" "$clean/check/packaging/linux/"
  cp /etc/resolv.conf "$clean/etc/resolv.conf"
  mount --bind /proc "$clean/proc"
  mount --bind /dev "$clean/dev"
  trap 'umount -l "$clean/proc" "$clean/dev"; mkdir -p "$packages/shots"; cp "$clean"/check/packages/shots/* "$packages/shots/" 2>/dev/null' EXIT
  chroot "$clean" env -i PATH="$PATH" HOME=/root PACKAGES=/check/packages LANG=C.UTF-8 bash /check/packaging/linux/check.sh
  exit
fi

shots=$packages/shots
mkdir -p "$shots"
user=gotstack-check
scratch=$(mktemp -d)
chmod 755 "$scratch"
runtime=$scratch/run
display=:$((90 + RANDOM % 900))
started=()

clean_up() {
  for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
  sleep 1
  rm -rf "$scratch"
  userdel -r "$user" 2>/dev/null || true
}
trap clean_up EXIT

export DEBIAN_FRONTEND=noninteractive
apt-get update -qq || true
# shellcheck disable=SC2086 # a list
apt-get install -y -qq --no-install-recommends $tools >/dev/null 2>&1 || skip "the tools cannot be installed: $tools"

# shellcheck disable=SC1091 # the system's
echo "== installing $(basename "$deb") on $(. /etc/os-release; echo "$PRETTY_NAME")"
apt-get install -y -qq --no-install-recommends "$deb" >/dev/null 2>"$scratch/apt" || { cat "$scratch/apt"; fail "apt-get install"; }
id "$user" >/dev/null 2>&1 || useradd -m "$user"
install -d -m 700 -o "$user" "$runtime"
as_user() {
  runuser -u "$user" -- env -i PATH=/usr/bin:/bin HOME="/home/$user" LANG=C.UTF-8 XDG_RUNTIME_DIR="$runtime" \
    DISPLAY="$display" XDG_CURRENT_DESKTOP=GNOME ${bus:+DBUS_SESSION_BUS_ADDRESS="$bus"} "$@"
}
# Reads all of what the command says: one whose reader leaves early fails.
says() {
  local words=$1 said
  shift
  said=$(as_user "$@" 2>&1) || true
  grep -q -- "$words" <<<"$said"
}
content_type() { as_user gio info -a standard::content-type "$1" | sed -n 's/^ *standard::content-type: //p'; }

echo "== what a dump is"
desktop-file-validate /usr/share/applications/gotstack.desktop
for dump in /opt/gotstack/dumps-sample/*/*.dmp; do
  same "$(basename "$dump")" $type "$(content_type "$dump")"
  cp "$dump" "$scratch/nameless"
  same "the same without its suffix" $type "$(content_type "$scratch/nameless")"
done
printf '\xd4\xc3\xb2\xa1\x02\0\x04\0\0\0\0\0\0\0\0\0\xff\xff\0\0\x01\0\0\0' >"$scratch/capture.dmp"
same "a network capture called *.dmp" application/vnd.tcpdump.pcap "$(content_type "$scratch/capture.dmp")"
says 'Default application.*gotstack.desktop' gio mime $type || fail "gotstack is not what opens $type"
! says gotstack gio mime application/vnd.tcpdump.pcap || fail "gotstack wants network captures"
echo "ok: opens its own type and no other"

echo "== the command"
article=/opt/gotstack/dumps-sample/article-x86/article-x86.dmp
other=/opt/gotstack/dumps-sample/overflow-x64/overflow-x64.dmp
says eip= gotstack run "$article" -c ".tss 0x28" || fail "gotstack run"
says "Double fault" gotstack analyze "$article" || fail "gotstack analyze"
echo "ok: run and analyze"

echo "== double-click"
Xvfb "$display" -screen 0 1600x1000x24 -nolisten tcp >/dev/null 2>&1 &
started+=($!)
for _ in $(seq 50); do as_user xdpyinfo >/dev/null 2>&1 && break; sleep 0.2; done
bus=$(as_user dbus-daemon --session --fork --print-address 1 --print-pid 3 3>"$scratch/bus")
started+=("$(cat "$scratch/bus")")
as_user openbox >/dev/null 2>&1 &
started+=($!)

window() { # waits for a window by its title
  for _ in $(seq 300); do
    as_user xdotool search --onlyvisible --name "$1" 2>/dev/null && return
    sleep 0.2
  done
  as_user import -window root "$scratch/failed.png" && cp "$scratch/failed.png" "$shots/failed.png"
  fail "no window '$1'"
}
shot() {
  sleep "${SETTLE:-6}" # the story is read, and the panes are filled
  as_user import -window root png:- >"$shots/$1.png"
}
as_user gio open "$article"
first=$(window '^article-x86.dmp')
pid=$(as_user xdotool getwindowpid "$first")
started+=("$pid")
echo "ok: gio open: a window of process $pid ($(cat "/proc/$pid/comm"))"
class=$(sed -n 's/^StartupWMClass=//p' /usr/share/applications/gotstack.desktop)
same "what docks know the window by" "$class" \
  "$(as_user xprop -id "$first" WM_CLASS | sed -n 's/^WM_CLASS.*, "\(.*\)"$/\1/p')"
grep -q "lib/app/window.aot" "/proc/$pid/maps" || fail "the window's start-up cache is not used"
echo "ok: the start-up cache is used"
shot first
as_user xdg-open "$other"
second=$(window '^overflow-x64.dmp')
same "xdg-open: a second window in the same process" "$pid" "$(as_user xdotool getwindowpid "$second")"
same "it is in front" "$second" "$(as_user xdotool getactivewindow)"
shot second
same "processes of the user's Gotstack" 1 "$(pgrep -c -u "$user" Gotstack)"
same "mode of the meeting place" "700 $user" "$(stat -c '%a %U' "$runtime/gotstack")"
same "mode of the socket" "600 $user" "$(stat -c '%a %U' "$runtime"/gotstack/*.socket)"
! runuser -u nobody -- ls "$runtime/gotstack" >/dev/null 2>&1 || fail "others see the socket"

for window in "$second" "$first"; do as_user wmctrl -i -c "$window"; sleep 1; done
for _ in $(seq 50); do [ -d "/proc/$pid" ] || break; sleep 0.2; done
[ ! -d "/proc/$pid" ] || { as_user xdotool search --pid "$pid" || true; fail "the program outlives its windows"; }
[ -z "$(find "$runtime" -name '*.socket')" ] || fail "the socket outlives the program"
echo "ok: ends with its last window"

echo "== taking it away"
dpkg -L gotstack >"$scratch/files"
apt-get purge -y -qq gotstack >/dev/null 2>&1
left=$(while IFS= read -r file; do case $file in */gotstack*) [ ! -e "$file" ] || echo "$file" ;; esac; done <"$scratch/files")
same "files left" "" "$left"
grep -qr gotstack /usr/share/applications/mimeinfo.cache && fail "still in the desktop's cache"
[ "$(content_type "$scratch/nameless")" != $type ] || fail "the type is still known"
echo "ok: nothing is left"
