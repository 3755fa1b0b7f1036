/**
 * Serves the page: {@code page/} on the class path, under names that change with what is in them.
 *
 * <p>Start with {@link io.rollcall.query.page.PageRoutes}. The page itself begins in {@code page/index.html} and
 * {@code page/app.js}.
 */
@NullMarked
package io.rollcall.query.page;

import org.jspecify.annotations.NullMarked;
