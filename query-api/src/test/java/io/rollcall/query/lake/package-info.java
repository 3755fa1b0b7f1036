/** Tests of what the lake is asked on demand. */
@NullMarked
package io.rollcall.query.lake;

import org.jspecify.annotations.NullMarked;
