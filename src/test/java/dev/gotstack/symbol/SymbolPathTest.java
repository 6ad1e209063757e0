package dev.gotstack.symbol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gotstack.symbol.SymbolPath.Cache;
import dev.gotstack.symbol.SymbolPath.Plain;
import dev.gotstack.symbol.SymbolPath.Server;
import java.util.List;
import org.junit.jupiter.api.Test;

class SymbolPathTest {

    private static List<SymbolPath.Element> parse(String path) {
        return SymbolPath.parse(path).elements();
    }

    @Test
    void elementsOfTheGrammar() {
        assertEquals(List.of(), parse(""));
        assertEquals(List.of(new Plain("c:\\sym"), new Plain("/a b")), parse("c:\\sym; /a b ;;"));
        assertEquals(
                List.of(new Server(List.of("c:\\cache", "https://msdl.microsoft.com/download/symbols"))),
                parse("SRV*c:\\cache*https://msdl.microsoft.com/download/symbols"));
        assertEquals(List.of(new Server(List.of("a", "b"))), parse("symsrv*symsrv.dll*a*b"));
        assertEquals(List.of(new Server(List.of("", "b"))), parse("srv**b"));
        assertEquals(List.of(new Server(List.of(""))), parse("srv*"));
        assertEquals(List.of(new Cache("x"), new Plain("y")), parse("cache*x;y"));
        assertEquals(List.of(new Cache("")), parse("cache*"));
        assertEquals(List.of(new Plain("c:\\with space")), parse("\"c:\\with space\""));
        assertEquals(List.of(new Plain("srv")), parse("srv"));
        assertEquals(List.of(new Server(List.of())), parse("symsrv*x.dll"));
    }
}
