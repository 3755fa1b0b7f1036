/**
 * Files that the settings name and that are read again while the service runs.
 *
 * <p>Start with {@link io.rollcall.access.reread.RereadFile}, which says what came of one reading; {@link
 * io.rollcall.access.reread.FileWatch} reads again and again, and tells.
 */
@NullMarked
package io.rollcall.access.reread;

import org.jspecify.annotations.NullMarked;
