package dev.gotstack.symbol.isf;

import dev.gotstack.symbol.Names;
import dev.gotstack.symbol.Section;
import dev.gotstack.symbol.Symbol;
import java.util.List;

/// A symbol as the file describes it.
///
/// @param name without decoration
/// @param linkageName as the linker knows it, empty if the same
/// @param address its RVA, -1 if not stated
/// @param sort what the file tells of its type
record IsfSymbol(String name, String linkageName, long address, Sort sort) {

    /// What a symbol is, as far as its type tells; symbols of stripped PDBs have no type.
    enum Sort {
        FUNCTION,
        DATA,
        UNTOLD
    }

    static IsfSymbol read(JsonCursor json, String name) {
        var found = new Object() {
            private String linkageName = "";
            private long address = -1;
            private Sort sort = Sort.UNTOLD;
        };
        json.eachField(field -> {
            switch (field) {
                case "address" -> found.address = json.number(-1);
                case "linkage_name" -> found.linkageName = json.text("");
                case "type" ->
                    found.sort = new IsfTypeReader(json).type() instanceof IsfType.Function ? Sort.FUNCTION : Sort.DATA;
                default -> json.skip();
            }
        });
        return new IsfSymbol(name, found.linkageName, found.address, found.sort);
    }

    boolean isUsable() {
        return address >= 0 && !name.isEmpty() && name.indexOf('\0') < 0 && linkageName.indexOf('\0') < 0;
    }

    Symbol symbol(Names names, List<Section> sections) {
        return names.isf(name, linkageName, address, kind(sections));
    }

    private Symbol.Kind kind(List<Section> sections) {
        if (sort != Sort.UNTOLD) {
            return sort == Sort.FUNCTION ? Symbol.Kind.FUNCTION : Symbol.Kind.DATA;
        }
        boolean code = sections.stream()
                .filter(section -> section.contains(address))
                .findFirst()
                .map(Section::executable)
                .orElse(true);
        return code ? Symbol.Kind.FUNCTION : Symbol.Kind.DATA;
    }
}
