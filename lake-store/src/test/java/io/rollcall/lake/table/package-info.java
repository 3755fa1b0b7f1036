/** Tests against real files, a real catalog and a real engine, in temporary directories. */
@NullMarked
package io.rollcall.lake.table;

import org.jspecify.annotations.NullMarked;
