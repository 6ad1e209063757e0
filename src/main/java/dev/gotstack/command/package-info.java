/// The debugger's commands: `run(line, context) → (output, new context)`, pure, with links in the output.
@NullMarked
package dev.gotstack.command;

import org.jspecify.annotations.NullMarked;
