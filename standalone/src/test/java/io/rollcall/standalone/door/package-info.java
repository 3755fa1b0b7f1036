@NullMarked
package io.rollcall.standalone.door;

import org.jspecify.annotations.NullMarked;
