@NullMarked
package io.rollcall.log.rejected;

import org.jspecify.annotations.NullMarked;
