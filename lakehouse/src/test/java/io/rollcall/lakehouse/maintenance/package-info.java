/** Tests of the upkeep on a lake of its own. */
@NullMarked
package io.rollcall.lakehouse.maintenance;

import org.jspecify.annotations.NullMarked;
