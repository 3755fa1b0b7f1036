/**
 * Measures how soon the dashboard stands in a real browser. Start with
 * {@link io.rollcall.benchmarks.page.PageCommand}.
 */
@NullMarked
package io.rollcall.benchmarks.page;

import org.jspecify.annotations.NullMarked;
