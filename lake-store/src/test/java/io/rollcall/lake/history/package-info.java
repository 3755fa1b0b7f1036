@NullMarked
package io.rollcall.lake.history;

import org.jspecify.annotations.NullMarked;
