/** Tests of what is worked out from live figures. */
@NullMarked
package io.rollcall.query.live;

import org.jspecify.annotations.NullMarked;
