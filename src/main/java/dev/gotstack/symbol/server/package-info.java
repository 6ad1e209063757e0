/// Fetching files from HTTP symbol servers.
@NullMarked
package dev.gotstack.symbol.server;

import org.jspecify.annotations.NullMarked;
