/** Tests against a real Redis. */
@NullMarked
package io.rollcall.rollup;

import org.jspecify.annotations.NullMarked;
