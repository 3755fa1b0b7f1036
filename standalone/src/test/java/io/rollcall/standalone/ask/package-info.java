/** Tests of the questions of the command line. */
@NullMarked
package io.rollcall.standalone.ask;

import org.jspecify.annotations.NullMarked;
