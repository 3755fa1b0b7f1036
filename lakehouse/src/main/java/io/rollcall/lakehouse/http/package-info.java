/**
 * What the lakehouse's addresses have in common.
 *
 * <p>Start with {@link io.rollcall.lakehouse.http.AdminGuard}, which stands before everything that changes something. The
 * addresses are with what they ask for. Routes of Vert.x rather than resources: the service's few addresses need no
 * more, and share paths with the questions that query-api answers in the same process.
 */
@NullMarked
package io.rollcall.lakehouse.http;

import org.jspecify.annotations.NullMarked;
