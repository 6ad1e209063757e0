/*
 * Sections without data: they stand for pageable kernel code that is not in memory, and they push the sections
 * PAGECC and TEXTTRAP to the image offsets the article gives. The linker orders these sections by name:
 * PAGE, PAGECC, PAGEVRFY, TEXTTRAP. make.sh computes PAGE_GAP.
 */
    .section PAGE, "b"
    .skip PAGE_GAP

    .section PAGEVRFY, "b"
    .skip 0x8b000 - 0x82000
