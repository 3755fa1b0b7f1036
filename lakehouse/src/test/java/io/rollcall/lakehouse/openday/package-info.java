/** Tests of the upkeep on a lake of its own. */
@NullMarked
package io.rollcall.lakehouse.openday;

import org.jspecify.annotations.NullMarked;
