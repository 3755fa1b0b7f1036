/** Tests of the catalogue. */
@NullMarked
package io.rollcall.access.catalogue;

import org.jspecify.annotations.NullMarked;
