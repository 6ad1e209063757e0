/// What is handed on: the chart, reports, JSON.
@NullMarked
package dev.gotstack.report;

import org.jspecify.annotations.NullMarked;
