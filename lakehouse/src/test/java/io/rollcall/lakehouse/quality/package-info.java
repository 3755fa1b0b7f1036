@NullMarked
package io.rollcall.lakehouse.quality;

import org.jspecify.annotations.NullMarked;
