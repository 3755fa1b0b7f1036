/** Tests of questions in SQL, each in a process of its own. */
@NullMarked
package io.rollcall.lake.sandbox;

import org.jspecify.annotations.NullMarked;
