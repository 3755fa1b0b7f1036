/** What both sides are given, and what they are. */
@NullMarked
package io.rollcall.benchmarks.gateway;

import org.jspecify.annotations.NullMarked;
