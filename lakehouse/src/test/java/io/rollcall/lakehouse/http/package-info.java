/** The lakehouse's addresses. */
@NullMarked
package io.rollcall.lakehouse.http;

import org.jspecify.annotations.NullMarked;
