/// Actions, declared once: menu, toolbar, key and palette all come from here.
@NullMarked
package dev.gotstack.ui.action;

import org.jspecify.annotations.NullMarked;
