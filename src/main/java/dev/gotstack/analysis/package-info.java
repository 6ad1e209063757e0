/// What the dump means: the bug check, findings with evidence, the story in order, derivations, code with resolved
/// operands. The result is one immutable [dev.gotstack.analysis.Analysis].
@NullMarked
package dev.gotstack.analysis;

import org.jspecify.annotations.NullMarked;
