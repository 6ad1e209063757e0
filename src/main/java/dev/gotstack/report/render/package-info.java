/// Renderers of a [dev.gotstack.report.document.Document]: HTML, PDF, Markdown, JSON, CSV, and plain text. Each knows
/// how its format shows a block and how it keeps text from being anything else; none decides what is said.
@NullMarked
package dev.gotstack.report.render;

import org.jspecify.annotations.NullMarked;
