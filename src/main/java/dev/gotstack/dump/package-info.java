/// Dump file formats. Nothing above this floor names one: a dump gives physical memory (or, for a triage dump, an
/// address space) and what its header says.
@NullMarked
package dev.gotstack.dump;

import org.jspecify.annotations.NullMarked;
