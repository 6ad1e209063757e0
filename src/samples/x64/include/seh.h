/* Functions in assembly with unwind data. */
#define FUNCTION(name) \
    .globl name; .def name; .scl 2; .type 32; .endef; .seh_proc name; name:
#define END_FUNCTION .seh_endproc
/* A function that changes neither stack pointer nor saved registers has no unwind data. */
#define LEAF(name) .globl name; .def name; .scl 2; .type 32; .endef; name:
