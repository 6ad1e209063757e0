@NullMarked
package dev.gotstack.ui.instance;

import org.jspecify.annotations.NullMarked;
