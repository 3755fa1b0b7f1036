/**
 * What leaves the build: archives, images, units and manifests, and whether somebody else's machine can run them.
 *
 * <p>Start with {@link io.rollcall.standalone.release.ArchivesIT}.
 */
@NullMarked
package io.rollcall.standalone.release;

import org.jspecify.annotations.NullMarked;
