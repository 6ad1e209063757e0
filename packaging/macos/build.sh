#!/bin/bash
# Builds Gotstack.app and a .dmg from target/gotstack (mvn package) into target/packages. Runs on macOS only. Signed if
# GOTSTACK_SIGNING_NAME names a Developer ID in the keychain.
set -euo pipefail
# shellcheck source=packaging/jpackage.sh
. "$(cd "$(dirname "$0")/.." && pwd)/jpackage.sh"
[ "$(uname -s)" = Darwin ] || { echo "a .dmg can be built on macOS only" >&2; exit 1; }

out=$root/target/packages
jpackage=$(find_jpackage)
rm -rf "$out"
mkdir -p "$out/gotstack.iconset"

for size in 16 32 128 256 512; do
  cp "$root/assets/icons/gotstack-$size.png" "$out/gotstack.iconset/icon_${size}x$size.png"
done
cp "$root/assets/icons/gotstack-32.png" "$out/gotstack.iconset/icon_16x16@2x.png"
cp "$root/assets/icons/gotstack-64.png" "$out/gotstack.iconset/icon_32x32@2x.png"
cp "$root/assets/icons/gotstack-256.png" "$out/gotstack.iconset/icon_128x128@2x.png"
cp "$root/assets/icons/gotstack-512.png" "$out/gotstack.iconset/icon_256x256@2x.png"
iconutil --convert icns --output "$out/gotstack.icns" "$out/gotstack.iconset"

gather_input "$out/input"
common_options
# macOS does not take versions that begin with 0.
mac_version=${version/#0./1.}
signing=()
[ -z "${GOTSTACK_SIGNING_NAME-}" ] || signing=(--mac-sign --mac-signing-key-user-name "$GOTSTACK_SIGNING_NAME")
"$jpackage" --type app-image --dest "$out" "${common[@]}" --app-version "$mac_version" --icon "$out/gotstack.icns" \
  --resource-dir "$packaging/macos" --mac-package-identifier dev.gotstack \
  --file-associations "$packaging/macos/dump.properties"

# The caches were made for files with these times, in this order on the class path. Then the bundle is sealed.
contents=$out/Gotstack.app/Contents
for jar in "$distribution"/lib/*.jar; do
  touch -r "$jar" "$contents/app/$(basename "$jar")"
done
touch -r "$distribution/runtime/lib/modules" "$contents/runtime/Contents/Home/lib/modules"
sed -i '' '/^app.classpath=/{/gotstack\.jar$/!d;}' "$contents/app/Gotstack.cfg"
cp -p "$distribution"/lib/*.aot "$contents/app/"
cp -rp "$distribution/dumps-sample" "$contents/app/"
codesign --force --deep --sign "${GOTSTACK_SIGNING_NAME:--}" "$out/Gotstack.app"

"$jpackage" --type dmg --dest "$out" --name Gotstack --app-version "$mac_version" --app-image "$out/Gotstack.app" \
  --resource-dir "$packaging/macos" ${signing[@]+"${signing[@]}"}
rm -rf "$out/input" "$out/gotstack.iconset"
ls -l "$out"
