# Shared by the scripts of Linux and macOS: finds jpackage and what it is given. Sourced, not run.
# shellcheck shell=bash

packaging=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$packaging")
distribution=${DISTRIBUTION:-$root/target/gotstack}
version=$(sed -n 's:^  <version>\(.*\)</version>:\1:p' "$root/pom.xml" | head -1)

# The first jpackage of JDK 25 or later: JAVA_HOME's, the PATH's, then those of installed JDKs.
find_jpackage() {
  local candidate
  for candidate in "${JAVA_HOME:-/none}/bin/jpackage" "$(command -v jpackage || true)" /usr/lib/jvm/*/bin/jpackage \
    /Library/Java/JavaVirtualMachines/*/Contents/Home/bin/jpackage; do
    if [ -x "$candidate" ] && [ "$("$candidate" --version | cut -d. -f1)" -ge 25 ]; then
      echo "$candidate"
      return
    fi
  done
  echo "no jpackage of JDK 25 or later" >&2
  return 1
}

# What every package has in common, as the array `common`.
common_options() {
  common=(--name Gotstack --app-version "$version" --vendor Gotstack
    --description "Explorer of Windows kernel crash dumps" --copyright "Apache License 2.0"
    --input "$input" --main-jar gotstack.jar --main-class dev.gotstack.Main --runtime-image "$distribution/runtime")
  local option
  while IFS= read -r option; do
    common+=(--java-options "$option")
  done <"$packaging/java-options"
}

# The libraries of the distribution without its caches, in a fresh directory `input`.
gather_input() {
  [ -f "$distribution/lib/gotstack.jar" ] || { echo "first: mvn package" >&2; return 1; }
  input=$1
  rm -rf "$input"
  mkdir -p "$input"
  cp -p "$distribution"/lib/*.jar "$packaging/LICENSE" "$packaging/THIRD-PARTY.md" "$input"
}
