/// The report as one immutable document: what it says is decided here, once, and shown by the renderers of
/// [dev.gotstack.report.render]. All text in it is clean: whatever came from a dump or a user has no control characters
/// and, for customers, no addresses and no paths.
@NullMarked
package dev.gotstack.report.document;

import org.jspecify.annotations.NullMarked;
