@NullMarked
package dev.gotstack.report.render;

import org.jspecify.annotations.NullMarked;
