/** {@code ./rollcall keys}: makes, lists and revokes the keys of a file. Start with {@link io.rollcall.standalone.keys.KeysCommand}. */
@NullMarked
package io.rollcall.standalone.keys;

import org.jspecify.annotations.NullMarked;
