package dev.gotstack.analysis;

import java.util.List;

/// All rules, in the order in which their findings are shown.
final class Rules {
    static final List<Rule> ALL = List.of(
            OverflowRules::overflow,
            OverflowRules::lostStackPointer,
            StopRules::overflowStatus,
            StopRules::panicSwitch,
            StopRules::inpage,
            StopRules::bufferOverrun,
            StopRules::securityCheck,
            StopRules::invalidStack,
            StopRules::otherTrap,
            StopRules::exception,
            BlameRules::cycle,
            BlameRules::hugeFrames,
            BlameRules::manyDrivers,
            BlameRules::biggestUsers,
            OverflowRules::ordinaryFirstFault,
            QualityRules::reconstruction,
            QualityRules::byHand,
            QualityRules::missingSymbols);

    private Rules() {}
}
