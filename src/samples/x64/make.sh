#!/bin/bash
#
# Builds dumps-sample/overflow-x64 and overflow-x64-formats from scratch. Debian 12 packages as for ../make.sh.
#
# usage: make.sh      WORK=<directory> keeps the intermediate files there (100 MB)
#
set -euo pipefail
export PYTHONDONTWRITEBYTECODE=1

SOURCES=$(cd "$(dirname "$0")" && pwd)
RESULTS=${RESULTS:-$(cd "$SOURCES/../../.." && pwd)/dumps-sample}
KEEP_WORK=${WORK:+yes}
OUT=${WORK:-$(mktemp -d)}
SAMPLE=overflow-x64
mkdir -p "$OUT"
cd "$OUT"

COMPILE=(
    clang-19 -target x86_64-pc-windows-msvc19.20.0 -mno-red-zone -mno-sse -mno-mmx
    -ffreestanding -fasynchronous-unwind-tables -fno-builtin -fms-extensions -O2 -fno-optimize-sibling-calls
    -gline-tables-only -gcodeview -gno-codeview-command-line
    -fdebug-compilation-dir=. -ffile-prefix-map="$SOURCES"=.
    -Wall -Wextra -I"$SOURCES/include" -I"$SOURCES/drivers" -I"$SOURCES/kernel"
)
LINK=(lld-link-19 /nologo /machine:x64 /nodefaultlib /opt:noref,noicf /debug /Brepro /incremental:no
    '/pdbsourcepath:C:\samples' /filealign:0x200)

compile() { # object, source, further flags
    local object=$1 source=$2
    shift 2
    "${COMPILE[@]}" "$@" -c "$SOURCES/$source" -o "$object.obj"
}

link() { # image, pdb, further arguments
    local image=$1 pdb=$2
    shift 2
    "${LINK[@]}" "/out:$image" "/pdb:$pdb" "/pdbaltpath:$pdb" "$@"
}

resource() { # name
    (cd "$SOURCES/.." && llvm-rc-19 /nologo /I resources /fo "$OUT/$1.res" "resources/$1.rc")
}

driver() { # name, objects
    local name=$1
    shift
    resource "$name"
    link "$name.sys" "$name.pdb" /driver /subsystem:native /base:0x10000 /entry:DriverEntry \
        "$@" helpers64.obj "$name.res" kernel64.lib
}

for name in ke objects memory io; do
    compile "$name" "kernel/$name.c" -mno-stack-arg-probe
done
compile trap kernel/trap.S
resource ntoskrnl64
link ntoskrnl.exe ntoskrnl.pdb /subsystem:native /base:0xfffff80002a10000 /fixed /entry:KiSystemStartup \
    "/def:$SOURCES/kernel/kernel64.def" /implib:kernel64.lib ke.obj objects.obj memory.obj io.obj trap.obj ntoskrnl64.res

compile helpers64 drivers/helpers64.S
compile fabfs64 drivers/fabfs64.c
compile hogflt64 drivers/hogflt64.c -fstack-protector-strong
compile stackhog64 drivers/stackhog64.c -fno-omit-frame-pointer
compile hogtable64 drivers/hogtable64.S
driver fabfs fabfs64.obj
driver hogflt hogflt64.obj
driver stackhog stackhog64.obj hogtable64.obj
compile user user/stackhog64.c
resource stackhog_exe
link StackHog.exe StackHogExe.pdb /subsystem:console /base:0x140000000 /fixed /entry:mainCRTStartup \
    user.obj stackhog_exe.res

clang-19 -target i386-elf -march=pentiumpro -mno-sse -mno-mmx -ffreestanding -fno-builtin -fno-pic \
    -fno-stack-protector -O1 -I"$SOURCES/include" -Wall -c "$SOURCES/boot/boot64.c" -o boot.o
ld.lld-19 -m elf_i386 -T "$SOURCES/boot/boot64.ld" -o boot.elf boot.o

python3 "$SOURCES/../tools/packpdb.py" ./*.pdb
python3 "$SOURCES/tools/capture64.py" "$OUT" "ntoskrnl.exe fffff80002a10000" "fabfs.sys fffff88001c3e000" \
    "stackhog.sys fffff88004e41000" "hogflt.sys fffff88004e2a000" "StackHog.exe 140000000"
python3 "$SOURCES/tools/writedump64.py" "$OUT" "$SAMPLE.dmp"
python3 "$SOURCES/tools/truth64.py" "$OUT" "$SAMPLE.dmp" truth.json fffff8800651e000-fffff88006524000

rm -rf "${RESULTS:?}/$SAMPLE" "${RESULTS:?}/$SAMPLE-formats"
mkdir -p "$RESULTS/$SAMPLE" "$RESULTS/$SAMPLE-formats"
install -m 644 "$SAMPLE.dmp" truth.json ./*.pdb ./*.sys ntoskrnl.exe StackHog.exe "$RESULTS/$SAMPLE/"
install -m 644 "$SOURCES/../notes/$SAMPLE.md" "$RESULTS/$SAMPLE/SOURCES.md"
for format in bitmap-full bitmap-kernel active triage; do
    python3 "$SOURCES/../tools/rewritedump.py" "$SAMPLE.dmp" "$format" "$format.dmp"
    gzip -9 -n -c "$format.dmp" > "$RESULTS/$SAMPLE-formats/$format.dmp.gz"
done
install -m 644 "$SOURCES/../notes/$SAMPLE-formats.md" "$RESULTS/$SAMPLE-formats/SOURCES.md"
if [ -z "$KEEP_WORK" ]; then
    rm -rf "$OUT"
fi
