/** What the doctor makes of what it is shown. */
@NullMarked
package io.rollcall.standalone.doctor;

import org.jspecify.annotations.NullMarked;
