@NullMarked
package io.rollcall.settings;

import org.jspecify.annotations.NullMarked;
