/** How a service describes itself at {@code /q/openapi}. Only in processes that do. */
@NullMarked
package io.rollcall.access.description;

import org.jspecify.annotations.NullMarked;
