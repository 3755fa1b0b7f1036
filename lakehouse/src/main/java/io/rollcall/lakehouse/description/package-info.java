/** The lakehouse's part of {@code /q/openapi}. */
@NullMarked
package io.rollcall.lakehouse.description;

import org.jspecify.annotations.NullMarked;
