/** Tests of the keys. */
@NullMarked
package io.rollcall.access.keys;

import org.jspecify.annotations.NullMarked;
