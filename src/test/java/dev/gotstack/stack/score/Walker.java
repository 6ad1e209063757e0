package dev.gotstack.stack.score;

import java.util.List;

/// A way of finding the return addresses on a stack.
interface Walker {
    /// What it says about a stack, newest first.
    List<Claim> walk(Target target);
}
