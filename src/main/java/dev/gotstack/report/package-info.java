/// Pictures and reports: the stack usage chart, drawn once against `Graphics2D` and exported as PNG, SVG, PDF and JSON.
@NullMarked
package dev.gotstack.report;

import org.jspecify.annotations.NullMarked;
