/**
 * What operators ask of the lakehouse over HTTP.
 *
 * <p>Start with {@link io.rollcall.lakehouse.http.ReconciliationApi}. {@link io.rollcall.lakehouse.http.AdminGuard} stands
 * before everything that changes something. Routes of Vert.x rather than resources: the service's few addresses need no
 * more, and share paths with the questions that query-api answers in the same process.
 */
@NullMarked
package io.rollcall.lakehouse.http;

import org.jspecify.annotations.NullMarked;
