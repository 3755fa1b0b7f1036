/** Tests of the command line of the keys. */
@NullMarked
package io.rollcall.standalone.keys;

import org.jspecify.annotations.NullMarked;
