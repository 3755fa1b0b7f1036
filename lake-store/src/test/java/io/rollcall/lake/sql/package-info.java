/** Tests of how a file becomes a query. */
@NullMarked
package io.rollcall.lake.sql;

import org.jspecify.annotations.NullMarked;
