#!/bin/bash
#
# Builds the sample dumps from scratch: dumps-sample/{article-x86,overflow-x86-call,overflow-x86-store}.
#
# Debian 12 packages: clang-19 lld-19 llvm-19 qemu-system-x86 python3
#   apt-get install --no-install-recommends clang-19 lld-19 llvm-19 qemu-system-x86 python3
#
# usage: make.sh [sample...]      WORK=<directory> keeps the intermediate files there (250 MB)
#
set -euo pipefail
export PYTHONDONTWRITEBYTECODE=1

SOURCES=$(cd "$(dirname "$0")" && pwd)
PROJECT=$(cd "$SOURCES/../.." && pwd)
RESULTS=${RESULTS:-$PROJECT/dumps-sample}
KEEP_WORK=${WORK:+yes}
WORK=${WORK:-$(mktemp -d)}

SAMPLES=("$@")
if [ ${#SAMPLES[@]} -eq 0 ]; then
    SAMPLES=(article-x86 overflow-x86-call overflow-x86-store)
fi

CLANG=clang-19
LINK=lld-link-19
RESOURCE_COMPILER=llvm-rc-19

# Relative paths only: nothing of this machine may get into a PDB.
COMPILE_FLAGS=(
    -target i686-pc-windows-msvc19.20.0 -march=pentiumpro -mno-sse -mno-mmx
    -ffreestanding -fno-builtin -fms-extensions -fno-stack-protector -O2
    -g -gcodeview -gno-codeview-command-line
    -fdebug-compilation-dir=. -ffile-prefix-map="$SOURCES"=.
    -Wall -Wextra -Wno-microsoft-anon-tag -Wno-unused-parameter
    -I"$SOURCES/include" -I"$SOURCES/kernel" -I"$SOURCES/drivers"
)
LINK_FLAGS=(
    /nologo /machine:x86 /nodefaultlib /safeseh:no /opt:noref,noicf
    /debug /Brepro /incremental:no "/pdbsourcepath:C:\\samples"
)
WITH_FRAME_POINTER=-fno-omit-frame-pointer
WITHOUT_FRAME_POINTER=-fomit-frame-pointer

compile() { # object, source, further flags; runs in the output directory: the object's path gets into the PDB
    local object=$1 source=$2
    shift 2
    (cd "$OUT" && "$CLANG" "${COMPILE_FLAGS[@]}" -D"$SAMPLE_MACRO" "$@" -c "$SOURCES/$source" -o "$object.obj")
}

compile_resource() { # name
    "$RESOURCE_COMPILER" /nologo /I resources /fo "$OUT/$1.res" "resources/$1.rc"
}

link_image() { # image file, pdb name, further arguments; runs in the output directory
    local image=$1 pdb=$2
    shift 2
    (cd "$OUT" && "$LINK" "${LINK_FLAGS[@]}" "/out:$image" "/pdb:$pdb" "/pdbaltpath:$pdb" "$@")
}

link_kernel() { # further arguments
    link_image "$KERNEL" "${KERNEL%.exe}.pdb" /subsystem:native "/base:$KERNEL_BASE" /fixed /entry:KiSystemStartup \
        /def:kernel.def /implib:kernel.lib "${KERNEL_OBJECTS[@]}" "${KERNEL%.exe}.res" "$@"
}

build_kernel() {
    local name
    KERNEL_OBJECTS=()
    for name in pool processor process modules debugger bugcheck init io; do
        compile "$name" "kernel/$name.c" "$WITH_FRAME_POINTER"
        KERNEL_OBJECTS+=("$name.obj")
    done
    compile trap kernel/trap.S
    KERNEL_OBJECTS+=(trap.obj)
    compile_resource "${KERNEL%.exe}"
    if [ "$SAMPLE" = article-x86 ]; then
        build_article_kernel
    else
        link_kernel
    fi
}

# The article fixes the addresses of code in this kernel: link once to see how much room is needed before it.
build_article_kernel() {
    compile cache kernel/cache.c "$WITH_FRAME_POINTER"
    compile ccmap kernel/ccmap.S
    compile gaps kernel/gaps.S -DPAGE_GAP=0x1000
    KERNEL_OBJECTS+=(cache.obj ccmap.obj gaps.obj)
    link_kernel /export:CcCopyRead
    compile gaps kernel/gaps.S "-DPAGE_GAP=$(python3 tools/imagegap.py "$OUT/$KERNEL" PAGE 0x81000)"
    link_kernel /export:CcCopyRead
}

build_stackhog() {
    compile stackhog drivers/stackhog.c "$WITH_FRAME_POINTER" -DBUILDING_STACKHOG
    compile stackhog_fpo drivers/stackhog_fpo.c "$WITHOUT_FRAME_POINTER" -DBUILDING_STACKHOG
    compile_resource stackhog
    local objects=(stackhog.obj stackhog_fpo.obj)
    local exports=()
    if [ "$SAMPLE" = overflow-x86-call ]; then
        compile hogprof drivers/hogprof.c "$WITHOUT_FRAME_POINTER" -DBUILDING_STACKHOG
        objects+=(hogprof.obj)
        exports=(/export:HogProfileNote /export:HogProfileSnapshot /export:HogTrace)
    fi
    link_image stackhog.sys stackhog.pdb /driver /subsystem:native /base:0x10000 /entry:DriverEntry \
        /def:stackhog.def /implib:stackhog.lib "${exports[@]}" "${objects[@]}" \
        stackhog.res kernel.lib
}

build_driver() { # name, libraries
    local name=$1
    shift
    compile "$name" "drivers/$name.c" "$WITH_FRAME_POINTER"
    compile "${name}_fpo" "drivers/${name}_fpo.c" "$WITHOUT_FRAME_POINTER"
    compile_resource "$name"
    link_image "$name.sys" "$name.pdb" /driver /subsystem:native /base:0x10000 /entry:DriverEntry \
        "$name.obj" "${name}_fpo.obj" "$name.res" "$@"
}

build_user_program() {
    compile stackhog_exe user/stackhog_exe.c "$WITH_FRAME_POINTER"
    compile_resource stackhog_exe
    link_image StackHog.exe StackHogExe.pdb /subsystem:console /base:0x400000 /fixed /entry:mainCRTStartup \
        stackhog_exe.obj stackhog_exe.res
}

build_boot_loader() {
    "$CLANG" -target i386-elf -march=pentiumpro -mno-sse -mno-mmx -ffreestanding -fno-builtin -fno-pic \
        -fno-stack-protector -O1 -Iinclude -D"$SAMPLE_MACRO" -D__stdcall= -D__fastcall= '-D__declspec(x)=' \
        -Wall -c boot/boot.c -o "$OUT/boot.o"
    ld.lld-19 -m elf_i386 -T boot/boot.ld -o "$OUT/boot.elf" "$OUT/boot.o"
}

make_sample() {
    SAMPLE=$1
    OUT=$WORK/$SAMPLE
    KERNEL=ntkrpamp.exe
    DUMP_KIND=full
    IMAGES=(stackhog.sys hogflt.sys StackHog.exe)
    case $SAMPLE in
        article-x86)
            SAMPLE_MACRO=SAMPLE_ARTICLE KERNEL_BASE=0x80800000 DUMP_KIND=kernel
            IMAGES=(fabfs.sys "${IMAGES[@]}")
            ;;
        overflow-x86-call)
            SAMPLE_MACRO=SAMPLE_CALL KERNEL_BASE=0x80a40000
            ;;
        overflow-x86-store)
            SAMPLE_MACRO=SAMPLE_STORE KERNEL_BASE=0x804d7000 KERNEL=ntoskrnl.exe
            ;;
        *)
            echo "unknown sample: $SAMPLE" >&2
            exit 1
            ;;
    esac
    IMAGES=("$KERNEL" "${IMAGES[@]}")
    mkdir -p "$OUT"
    cp "$SOURCES/kernel/kernel.def" "$SOURCES/drivers/stackhog.def" "$OUT/"
    cd "$SOURCES"
    build_kernel
    build_stackhog
    build_driver hogflt stackhog.lib kernel.lib
    if [ "$SAMPLE" = article-x86 ]; then
        build_driver fabfs kernel.lib
    fi
    build_user_program
    build_boot_loader
    python3 tools/capture.py "$OUT" "${IMAGES[@]}"
    python3 tools/writedump.py "$OUT" "$DUMP_KIND" "$OUT/$SAMPLE.dmp"
    python3 tools/truth.py "$OUT" "$OUT/$SAMPLE.dmp" "$OUT/truth.json"
    install_results
}

install_results() {
    local target=$RESULTS/$SAMPLE
    mkdir -p "$target"
    rm -f "$target"/*
    (cd "$OUT" && install -m 644 "$SAMPLE.dmp" truth.json ./*.pdb "${IMAGES[@]}" "$target/")
    install -m 644 "notes/$SAMPLE.md" "$target/SOURCES.md"
}

for sample in "${SAMPLES[@]}"; do
    make_sample "$sample"
done
if [ -z "$KEEP_WORK" ]; then
    rm -rf "$WORK"
fi
python3 "$SOURCES/check.py" "$RESULTS" "${SAMPLES[@]}"
