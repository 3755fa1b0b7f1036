/** What tests of the lake share: events and facts given by hand, a lake filled with them, and the .sql files over them. */
@NullMarked
package io.rollcall.lake.testkit;

import org.jspecify.annotations.NullMarked;
