/** Tests on a real disk. */
@NullMarked
package io.rollcall.lake.files;

import org.jspecify.annotations.NullMarked;
