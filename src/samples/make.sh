#!/bin/bash
#
# Builds the sample dumps from scratch: dumps-sample/{article-x86,overflow-x86-call,overflow-x86-store} and the hard
# cases dumps-sample/{stack-x86-...,doublefault-x86-esp-bit}.
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
    SAMPLES+=(stack-x86-filters stack-x86-traps stack-x86-pointers stack-x86-damage stack-x86-callback)
    SAMPLES+=(stack-x86-second doublefault-x86-esp-bit)
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

# ---- the hard cases: one kernel for all, small drivers, small PDBs ---------------------------------------------------

# Public symbols and frame descriptions only (packpdb.py strips the rest): the dumps have to stay small.
SMALL_SYMBOLS=(-gline-tables-only -gcodeview)
# One page for a whole driver, as drivers of the time were linked.
SMALL_IMAGE=(/align:0x80 /filealign:0x80)

build_extended_kernel() {
    SAMPLE=extended-kernel
    OUT=$WORK/$SAMPLE
    KERNEL=ntoskrnl.exe KERNEL_BASE=0x804d7000
    if [ -n "${EXTENDED_KERNEL_IS_BUILT:-}" ]; then
        return
    fi
    EXTENDED_KERNEL_IS_BUILT=yes
    mkdir -p "$OUT"
    cp "$SOURCES/kernel/extended.def" "$OUT/kernel.def"
    KERNEL_OBJECTS=()
    local name
    for name in pool processor process modules debugger bugcheck init io exception callout; do
        compile "$name" "kernel/$name.c" "$WITH_FRAME_POINTER" "${SMALL_SYMBOLS[@]}"
        KERNEL_OBJECTS+=("$name.obj")
    done
    compile memory kernel/memory.c "$WITHOUT_FRAME_POINTER" "${SMALL_SYMBOLS[@]}"
    compile trap kernel/trap.S
    compile trapext kernel/trapext.S
    KERNEL_OBJECTS+=(memory.obj trap.obj trapext.obj)
    compile_resource ntoskrnl
    link_kernel
    compile reader_exe user/reader_exe.c "$WITH_FRAME_POINTER" "${SMALL_SYMBOLS[@]}"
    link_image reader.exe reader.pdb /subsystem:console /base:0x400000 /fixed /entry:mainCRTStartup reader_exe.obj
    build_boot_loader
}

driver_resource() { # name: its line in resources/drivers.txt becomes a .rc file
    local company product description text numbers
    IFS='|' read -r _ company product description text numbers < <(grep "^$1|" resources/drivers.txt)
    cat > "$OUT/$1.rc" << END
#define FILE_NAME "$1.sys"
#define COMPANY "$company"
#define PRODUCT "$product"
#define DESCRIPTION "$description"
#define VERSION_NUMBERS $numbers
#define VERSION_TEXT "$text"
#define FILE_TYPE 3
#include "version.rc"
END
    "$RESOURCE_COMPILER" /nologo /I resources /fo "$OUT/$1.res" "$OUT/$1.rc"
}

# Arguments: name, base address, sources. A source name.c is compiled without frame pointers, name.c+ with.
stack_driver() {
    local name=$1 base=$2 source object objects=(helpers.obj)
    shift 2
    for source in "$@"; do
        object=$(basename "${source%.*}")
        case $source in
            *.c) compile "$object" "drivers/$source" "$WITHOUT_FRAME_POINTER" "${SMALL_SYMBOLS[@]}" ;;
            *.c+) compile "$object" "drivers/${source%+}" "$WITH_FRAME_POINTER" "${SMALL_SYMBOLS[@]}" ;;
            *.S) compile "$object" "drivers/$source" ;;
        esac
        objects+=("$object.obj")
    done
    driver_resource "$name"
    link_image "$name.sys" "$name.pdb" /driver /subsystem:native /base:0x10000 /entry:DriverEntry \
        "${IMAGE_OPTIONS[@]}" "${objects[@]}" "$name.res" kernel.lib
    MODULES+=("$name.sys $base")
    IMAGE_LIST+=",$name.sys:$base"
}

STACKS=f8a3d000-f8a40000,f8a4d000-f8a50000

stack_sample() {
    local file
    SAMPLE_MACRO=SAMPLE_STACK
    build_extended_kernel
    SAMPLE=$1
    OUT=$WORK/$SAMPLE
    mkdir -p "$OUT"
    cp "$WORK/extended-kernel"/{ntoskrnl.exe,ntoskrnl.pdb,kernel.lib,reader.exe,boot.elf} "$OUT/"
    cd "$SOURCES"
    compile helpers drivers/helpers.S
    MODULES=("ntoskrnl.exe $KERNEL_BASE")
    IMAGE_LIST=ntoskrnl.exe:$KERNEL_BASE
    IMAGE_OPTIONS=("${SMALL_IMAGE[@]}")
    LEFT_OUT=(ntoskrnl.exe ntoskrnl.pdb) # those of stack-x86-filters; a sample may say otherwise
    "drivers_of_${SAMPLE//-/_}"
    MODULES+=("reader.exe 00400000")
    python3 tools/packpdb.py "$OUT"/*.pdb
    python3 tools/capture.py "$OUT" "${MODULES[@]}"
    python3 tools/writedump.py "$OUT" lean "$OUT/$SAMPLE.dmp"
    python3 tools/truth.py "$OUT" "$OUT/$SAMPLE.dmp" "$OUT/truth.json" --stacks "$STACKS" --images "$IMAGE_LIST"
    rm -rf "${RESULTS:?}/$SAMPLE"
    mkdir -p "$RESULTS/$SAMPLE"
    (cd "$OUT" && install -m 644 "$SAMPLE.dmp" truth.json ./*.pdb ntoskrnl.exe ./*.sys "$RESULTS/$SAMPLE/")
    install -m 644 "notes/$SAMPLE.md" "$RESULTS/$SAMPLE/SOURCES.md"
    for file in "${LEFT_OUT[@]}"; do
        rm "$RESULTS/$SAMPLE/$file"
    done
}

# From the bottom of the device stack to its top.
drivers_of_stack_x86_filters() {
    LEFT_OUT=()
    stack_driver nwfs f8b12000 filters/nwfs.c
    stack_driver trvol f8b14000 filters/trvol.c+ filters/trvol_seh.S
    stack_driver pwquota f8b16000 filters/pwquota.c
    stack_driver lwcomp f8b18000 filters/lwcomp.c
    stack_driver adaudit f8b1a000 filters/adaudit.c+
    stack_driver twsync f8b1c000 filters/twsync.c+
    stack_driver wgshield f8b1e000 filters/wgshield.c filters/wgshield_seh.S
    stack_driver cmback f8b20000 filters/cmback.c
}

drivers_of_stack_x86_traps() {
    LEFT_OUT=()
    stack_driver lpnic f8b12000 traps/lpnic.c
    stack_driver bycache f8b14000 traps/bycache.c
    stack_driver cwtrace f8b16000 traps/cwtrace.c traps/cwtrace_asm.S
}

drivers_of_stack_x86_pointers() {
    stack_driver hirules f8b12000 pointers/hirules.c pointers/hifacts.c
}

drivers_of_stack_x86_damage() {
    stack_driver wwfs f8b12000 damage/wwfs.c damage/wwlink.c+
    IMAGE_OPTIONS=(/filealign:0x200) # its code must have a page of its own
    stack_driver gdcodec f8b16000 damage/gdcodec.c
    IMAGE_OPTIONS=("${SMALL_IMAGE[@]}")
    stack_driver soutil f8b14000 damage/soutil.c+ damage/soforward.c
    stack_driver fcname f8b1c000 damage/fcname.c+
    LEFT_OUT+=(soutil.sys soutil.pdb)
}

drivers_of_stack_x86_callback() {
    stack_driver wtgui f8b12000 callback/wtgui.c+ callback/wtcall.c
}

drivers_of_stack_x86_second() {
    stack_driver fdindex f8b12000 callback/fdindex.c callback/fdtoken.c+
}

# ---- one wrong bit: a kernel with a few functions at the addresses of KB 842465 ---------------------------------

link_wait_kernel() { # bytes before the section at image offset 50000
    compile gapswait kernel/gapswait.S "-DPAGE_GAP=$1"
    link_kernel
}

bit_sample() {
    SAMPLE=doublefault-x86-esp-bit
    SAMPLE_MACRO=SAMPLE_BIT
    OUT=$WORK/$SAMPLE
    KERNEL=ntkrnlmp.exe KERNEL_BASE=0x80400000
    mkdir -p "$OUT"
    cp "$SOURCES/kernel/wait.def" "$OUT/kernel.def"
    cd "$SOURCES"
    KERNEL_OBJECTS=()
    local name
    for name in pool processor process modules debugger bugcheck init io; do
        compile "$name" "kernel/$name.c" "$WITH_FRAME_POINTER" "${SMALL_SYMBOLS[@]}"
        KERNEL_OBJECTS+=("$name.obj")
    done
    compile trap kernel/trap.S
    compile wait kernel/wait.S
    KERNEL_OBJECTS+=(trap.obj wait.obj gapswait.obj)
    compile_resource ntkrnlmp
    link_wait_kernel 0x1000
    link_wait_kernel "$(python3 tools/imagegap.py "$OUT/$KERNEL" PAGE 0x50000)"
    compile waiter_exe user/waiter_exe.c "$WITH_FRAME_POINTER" "${SMALL_SYMBOLS[@]}"
    link_image waiter.exe waiter.pdb /subsystem:console /base:0x400000 /fixed /entry:mainCRTStartup waiter_exe.obj
    build_boot_loader
    rm -f "$OUT/waiter.pdb"
    python3 tools/packpdb.py "$OUT"/*.pdb
    python3 tools/capture.py --flip-esp 8046a86c:19 "$OUT" "$KERNEL" waiter.exe
    python3 tools/writedump.py "$OUT" lean "$OUT/$SAMPLE.dmp"
    python3 tools/truth.py "$OUT" "$OUT/$SAMPLE.dmp" "$OUT/truth.json" --stacks f5d27000-f5d2a000
    IMAGES=("$KERNEL")
    install_results
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
        doublefault-x86-esp-bit)
            bit_sample
            return
            ;;
        stack-x86-*)
            stack_sample "$SAMPLE"
            return
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
