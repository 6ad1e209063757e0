/// Small pieces that panes share: headers, texts, banners, dialogs behind interfaces, settings.
@NullMarked
package dev.gotstack.ui.control;

import org.jspecify.annotations.NullMarked;
