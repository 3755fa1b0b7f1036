@NullMarked
package io.rollcall.rollup.quarkus;

import org.jspecify.annotations.NullMarked;
