package dev.gotstack.symbol.pdb;

import dev.gotstack.symbol.Section;
import java.util.List;

/// Turns a PDB's segment:offset into an RVA of the image.
///
/// @param sections of the image as the linker made it
/// @param omap from that image to the one that runs, if a tool re-ordered it afterwards
record SegmentMap(List<Section> sections, Omap omap) {

    /// -1 if the segment is none of the image's (absolute symbols), or the code was removed.
    long rva(int segment, long offset) {
        if (segment < 1 || segment > sections.size()) {
            return -1;
        }
        return omap.map(sections.get(segment - 1).rva() + offset);
    }
}
