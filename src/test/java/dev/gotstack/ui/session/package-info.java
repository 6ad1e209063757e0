@org.jspecify.annotations.NullMarked
package dev.gotstack.ui.session;
