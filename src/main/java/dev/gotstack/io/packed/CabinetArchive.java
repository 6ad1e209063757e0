package dev.gotstack.io.packed;

import dev.gotstack.io.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/// A cabinet.
record CabinetArchive(Cabinet cabinet) implements Archive {

    @Override
    public List<Member> members() {
        return cabinet.files().stream()
                .map(file -> new Member(file.name(), file.size()))
                .toList();
    }

    @Override
    public void extract(Member member, OutputStream target) throws IOException {
        for (var file : cabinet.files()) {
            if (file.name().equals(member.name())) {
                cabinet.extract(file, target, Progress.NONE);
                return;
            }
        }
    }

    @Override
    public void close() {
        // Nothing is open: cabinets are read as a whole.
    }
}
