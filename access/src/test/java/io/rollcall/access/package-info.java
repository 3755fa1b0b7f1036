@NullMarked
package io.rollcall.access;

import org.jspecify.annotations.NullMarked;
