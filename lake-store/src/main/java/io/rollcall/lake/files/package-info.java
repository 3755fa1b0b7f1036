/**
 * Files of a lake on a local disk: made whole or not at all, and on the disk before anything names them. Start with
 * {@link io.rollcall.lake.files.LocalFileIO}.
 */
@NullMarked
package io.rollcall.lake.files;

import org.jspecify.annotations.NullMarked;
