package dev.gotstack.command;

/// Where a memory command starts and how many objects it takes.
record Range(Place start, long count) {
    private static final long MOST = 0x10000;
    private static final long MOST_IF_ASKED = 0x40000;

    /// Reads `[address [Lcount | L?count | end]]`. The end is inclusive, as the debugger has it.
    ///
    /// @param next where the command goes on if no address is given
    /// @param size bytes of an object
    /// @param usual objects if no length is given
    static Range parse(String text, Context context, long next, int size, long usual) {
        var expression = new Expression(text, context);
        var range = parse(expression, next, size, usual);
        expression.end();
        return range;
    }

    /// Reads a range and leaves what follows it.
    static Range parse(Expression expression, long next, int size, long usual) {
        if (!expression.hasMore()) {
            return new Range(Place.linear(next), usual);
        }
        boolean onlyLength = expression.takeLength();
        var start = onlyLength ? Place.linear(next) : expression.nextPlace();
        if (!onlyLength && !expression.hasMore()) {
            return new Range(start, usual);
        }
        if (onlyLength || expression.takeLength()) {
            long most = expression.take('?') ? MOST_IF_ASKED : MOST;
            boolean before = expression.take('-');
            long count = bounded(expression.next(), most, expression);
            return new Range(before ? start.plus(-count * size) : start, count);
        }
        var end = expression.nextPlace();
        if (end.offset() < start.offset()) {
            throw expression.error("Range error, the end lies before the start,");
        }
        return new Range(start, bounded((end.offset() - start.offset()) / size + 1, MOST_IF_ASKED, expression));
    }

    private static long bounded(long count, long most, Expression expression) {
        if (count < 0 || count > most) {
            throw expression.error("Range error, " + Hex.prefixed(count) + " objects are more than "
                    + Hex.prefixed(most) + (most == MOST ? "; write L? for more," : ""));
        }
        return count;
    }
}
