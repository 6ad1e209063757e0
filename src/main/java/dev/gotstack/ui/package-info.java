/// The window. Views are code, get the [dev.gotstack.model.AnalysisModel] and the actions, and nothing else.
@NullMarked
package dev.gotstack.ui;

import org.jspecify.annotations.NullMarked;
