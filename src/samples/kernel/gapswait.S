/*
 * Sections without data for doublefault-x86-esp-bit, in the linker's order: PAGE, PAGEA ... PAGEG. They push the
 * sections with the code and data of KB 842465 to the image offsets printed there. make.sh computes PAGE_GAP.
 */
    .section PAGE, "b"
    .skip PAGE_GAP

    .section PAGEB, "b"
    .skip 0x66000 - 0x51000

    .section PAGED, "b"
    .skip 0x6a000 - 0x67000

    .section PAGEF, "b"
    .skip 0x6f000 - 0x6b000
