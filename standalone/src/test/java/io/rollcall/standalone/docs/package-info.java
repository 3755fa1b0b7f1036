/**
 * What the documentation promises about itself: how wide it is, which decisions there are, what words mean.
 *
 * <p>Start with {@link io.rollcall.standalone.docs.Page}.
 */
@NullMarked
package io.rollcall.standalone.docs;

import org.jspecify.annotations.NullMarked;
