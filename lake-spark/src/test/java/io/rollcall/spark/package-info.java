/** Tests on a real Spark, in this process and as a cluster. */
@NullMarked
package io.rollcall.spark;

import org.jspecify.annotations.NullMarked;
