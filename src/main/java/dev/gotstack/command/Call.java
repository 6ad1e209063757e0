package dev.gotstack.command;

import dev.gotstack.memory.AddressSpace;
import dev.gotstack.windows.CodeAddress;
import dev.gotstack.windows.Kernel;
import dev.gotstack.windows.LoadedModule;
import dev.gotstack.x86.Architecture;

/// One command being run: how it was called, in which context, and where its output goes.
record Call(String name, String arguments, Context context, Output.Builder out) {
    private static final long FIRST_ADDRESS = 0x10000;

    Kernel kernel() {
        return context.kernel();
    }

    AddressSpace space() {
        return context.space();
    }

    /// Names and widths of registers and addresses.
    Architecture architecture() {
        return kernel().architecture();
    }

    /// An address with all its digits: `b8ae5fe0`, ``fffff803`7a483d08``.
    String hex(long value) {
        return architecture().hex(value);
    }

    /// The same as it is typed: `0xb8ae5fe0`.
    String literal(long value) {
        return architecture().literal(value);
    }

    /// Question marks as wide as an address.
    String unknown() {
        return architecture().unknown();
    }

    /// An address of this width, whatever an expression has left above it.
    long narrow(long value) {
        return architecture().address(value);
    }

    /// The command that shows memory in pointer-sized numbers.
    String dump() {
        return architecture().pointerSize() == 4 ? "dd " : "dq ";
    }

    /// The arguments as expressions.
    Expression expression() {
        return new Expression(arguments, context);
    }

    /// The one address that may be given.
    long address(long otherwise) {
        return arguments.isEmpty() ? otherwise : Expression.address(arguments, context);
    }

    /// The arguments of a command whose name runs into them: all behind the first `length` characters of the name.
    String behind(int length) {
        return (name.substring(length) + " " + arguments).strip();
    }

    CodeAddress locate(long address) {
        return kernel().modules().locate(address);
    }

    Session session() {
        return context.session();
    }

    /// The context after memory was shown up to a place by the command of this name.
    Context shown(Place next) {
        return context.withSession(
                session().withNext(next).withDisplay(name.isEmpty() ? session().display() : name));
    }

    /// Where in memory a line of it begins.
    Call place(Place place) {
        return text(place.segment()).memory(place.offset());
    }

    /// Starts a line with its place in memory, or goes on with the one that was started.
    void fresh(boolean first, Place place) {
        if (first) {
            out.breakLine();
            place(place).text("  ");
        } else {
            text(" ");
        }
    }

    /// Question marks for what cannot be read; following them tells why.
    Call missing(String text, long address) {
        out.link(text, Output.Style.MISSING, "!pte " + literal(address));
        return this;
    }

    /// An address that shows memory when it is followed.
    Call memory(long address) {
        return place(address, dump());
    }

    /// An address that shows code when it is followed.
    Call code(long address) {
        return place(address, "u ");
    }

    private Call place(long address, String command) {
        var digits = hex(address);
        // Nothing is ever mapped below: a small number is no address.
        boolean mapped = Long.compareUnsigned(address, FIRST_ADDRESS) >= 0;
        return mapped ? link(digits, command + literal(address)) : text(digits);
    }

    /// A name that shows code when it is followed.
    Call symbol(CodeAddress code) {
        return symbol(code, code.text());
    }

    Call symbol(CodeAddress code, String text) {
        if (code.module() == null) {
            out.text(text);
        } else {
            out.link(text, Output.Style.SYMBOL, "u " + literal(code.address()));
        }
        return this;
    }

    Call text(String text) {
        out.text(text);
        return this;
    }

    /// A module's name that shows the module when it is followed.
    Call module(LoadedModule module) {
        // Names come from the dump: one that is no plain word could be read as another command.
        boolean plain = module.name().matches("[\\w.-]+");
        return link(module.name(), plain ? "lmvm " + module.name() : "lmva " + literal(module.base()));
    }

    /// Text that runs a command when it is followed.
    Call link(String text, String command) {
        out.link(text, Output.Style.ADDRESS, command);
        return this;
    }

    Call line(String text) {
        out.line(text);
        return this;
    }

    Call end() {
        out.end();
        return this;
    }
}
