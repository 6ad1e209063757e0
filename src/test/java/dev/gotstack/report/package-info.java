/// Tests of charts and reports.
@NullMarked
package dev.gotstack.report;

import org.jspecify.annotations.NullMarked;
