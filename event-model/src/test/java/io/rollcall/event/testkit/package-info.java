/** What the tests of every module share: the day on which they run ({@link io.rollcall.event.testkit.Today}). */
@NullMarked
package io.rollcall.event.testkit;

import org.jspecify.annotations.NullMarked;
