#!/bin/bash
# Builds the app-image, .deb and .rpm from target/gotstack (mvn package) into target/packages. What is not at hand for a
# kind of package is named, and that kind left out. With arguments, only these kinds: deb, rpm. COMPRESSION=none makes a
# .deb fast.
set -euo pipefail
# shellcheck source=packaging/jpackage.sh
. "$(cd "$(dirname "$0")/.." && pwd)/jpackage.sh"

out=$root/target/packages
image=$out/Gotstack
kinds=" ${*:-deb rpm} "
jpackage=$(find_jpackage) || { echo "skipped: no packages without jpackage"; exit 0; }
rm -rf "$out"
mkdir -p "$out"

gather_input "$out/input"
common_options
"$jpackage" --type app-image --dest "$out" --icon "$root/assets/icons/gotstack-512.png" "${common[@]}"
rm -rf "$input"

# The caches were made for files with these times, in this order on the class path.
for jar in "$distribution"/lib/*.jar; do
  touch -r "$jar" "$image/lib/app/$(basename "$jar")"
done
touch -r "$distribution/runtime/lib/modules" "$image/lib/runtime/lib/modules"
# The launcher would name every jar itself, in its own order; the manifest of gotstack.jar names them all.
sed -i '/^app.classpath=/{/gotstack\.jar$/!d}' "$image/lib/app/Gotstack.cfg"
rm -f "$image/lib/app/.jpackage.xml"
cp -p "$distribution"/lib/*.aot "$image/lib/app/" 2>/dev/null || echo "no start-up caches in target/gotstack: built without"
install -m 755 "$packaging/bin/gotstack" "$image/bin/gotstack"
cp -rp "$distribution/dumps-sample" "$image/"

# The tree that .deb and .rpm hold. All of it belongs to the package, so that nothing stays when it goes; the desktop's
# databases are brought up to date by the system's own triggers.
tree=$out/tree
share=$tree/usr/share
mkdir -p "$tree/opt" "$tree/usr/bin" "$share"/{applications,mime/packages,metainfo,doc/gotstack}
cp -a "$image" "$tree/opt/gotstack"
ln -s /opt/gotstack/bin/gotstack "$tree/usr/bin/gotstack"
cp "$packaging/linux/gotstack.desktop" "$share/applications/"
cp "$packaging/linux/gotstack-mime.xml" "$share/mime/packages/gotstack.xml"
cp "$packaging/linux/dev.gotstack.Gotstack.metainfo.xml" "$share/metainfo/"
cp "$packaging/LICENSE" "$share/doc/gotstack/copyright"
cp "$packaging/THIRD-PARTY.md" "$share/doc/gotstack/"
for size in 16 24 32 48 64 128 256 512; do
  install -D -m 644 "$root/assets/icons/gotstack-$size.png" "$share/icons/hicolor/${size}x$size/apps/gotstack.png"
done
install -D -m 644 "$root/assets/icons/gotstack.svg" "$share/icons/hicolor/scalable/apps/gotstack.svg"
chmod -R u+rwX,go+rX,go-w "$tree"

filled() {
  sed -e "s|@VERSION@|$version|" -e "s|@ARCH@|${arch:-}|" -e "s|@SIZE@|${size:-}|" -e "s|@TREE@|$tree|" "$1"
}

if [[ $kinds = *" deb "* ]] && command -v dpkg-deb >/dev/null; then
  arch=$(dpkg --print-architecture)
  size=$(du -sk "$tree" | cut -f1)
  mkdir "$tree/DEBIAN"
  filled "$packaging/linux/control.in" >"$tree/DEBIAN/control"
  dpkg-deb --root-owner-group -Z"${COMPRESSION:-xz}" -z1 --build "$tree" "$out/gotstack_${version}_$arch.deb"
  rm -r "$tree/DEBIAN"
elif [[ $kinds = *" deb "* ]]; then
  echo "no dpkg-deb: no .deb"
fi
if [[ $kinds = *" rpm "* ]] && command -v rpmbuild >/dev/null; then
  filled "$packaging/linux/gotstack.spec.in" >"$out/gotstack.spec"
  rpmbuild -bb --quiet --define "_topdir $out/rpmbuild" --define "_rpmdir $out" --define "_binary_payload w1.xzdio" \
    --define "_rpmfilename gotstack-$version.%{ARCH}.rpm" "$out/gotstack.spec"
  rm -rf "$out/rpmbuild" "$out/gotstack.spec"
elif [[ $kinds = *" rpm "* ]]; then
  echo "no rpmbuild: no .rpm"
fi
rm -rf "$tree"
ls -l "$out"
