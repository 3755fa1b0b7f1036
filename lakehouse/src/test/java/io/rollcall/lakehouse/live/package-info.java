/** Tests of what the service does to the live counters, against a real Redis. */
@NullMarked
package io.rollcall.lakehouse.live;

import org.jspecify.annotations.NullMarked;
