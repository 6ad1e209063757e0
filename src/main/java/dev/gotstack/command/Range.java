package dev.gotstack.command;

/// Where a memory command starts and how many objects it takes.
record Range(Place start, long count) {
    /// Bytes that `L` may cover; more have to be asked for by `L?`. The debugger has the same limit.
    private static final long MOST_BYTES = 0x1000_0000L;

    private static final long WHOLE_SPACE = 0x1_0000_0000L;

    /// Reads `[address [Lcount | L?count | end]]`. The end is inclusive, as the debugger has it.
    ///
    /// @param next where the command goes on if no address is given
    /// @param size bytes of an object
    /// @param usual objects if no length is given
    static Range parse(String text, Context context, Place next, int size, long usual) {
        var expression = new Expression(text, context);
        var range = parse(expression, next, size, usual);
        expression.end();
        return range;
    }

    /// Reads a range and leaves what follows it.
    static Range parse(Expression expression, Place next, int size, long usual) {
        if (!expression.hasMore()) {
            return new Range(next, usual);
        }
        boolean onlyLength = expression.takeLength();
        var start = onlyLength ? next : expression.nextPlace();
        if (!onlyLength && !expression.hasMore()) {
            return new Range(start, usual);
        }
        if (onlyLength || expression.takeLength()) {
            long most = expression.take('?') ? WHOLE_SPACE : MOST_BYTES;
            boolean before = expression.take('-');
            long count = bounded(expression.nextUnsigned(), size, most, expression);
            return new Range(before ? start.plus(-count * size) : start, count);
        }
        var end = expression.nextPlace();
        if (Long.compareUnsigned(end.offset(), start.offset()) < 0) {
            throw expression.error("Range error, the end lies before the start,");
        }
        return new Range(start, (end.offset() - start.offset()) / size + 1);
    }

    private static long bounded(long count, int size, long most, Expression expression) {
        if (count < 0 || count > most / size) {
            throw expression.error("Range error, " + Hex.prefixed(count) + " objects are more than "
                    + Hex.prefixed(most / size) + (most == MOST_BYTES ? "; write L? for more," : ""));
        }
        return count;
    }
}
