@NullMarked
package dev.gotstack.report.document;

import org.jspecify.annotations.NullMarked;
