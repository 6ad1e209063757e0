package dev.gotstack.analysis;

import java.util.Optional;

/// Looks for one thing in a dump. A rule that does not apply gives nothing.
@FunctionalInterface
interface Rule {
    Optional<Finding> apply(Case facts);
}
