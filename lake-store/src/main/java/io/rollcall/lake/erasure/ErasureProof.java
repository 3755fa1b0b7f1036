package io.rollcall.lake.erasure;

import java.time.Instant;

/**
 * The proof of an erasure: what it did, and what it looked at in the end. That it exists says that no data file of the
 * lake held any of the profiles when it looked, whether the tables name the file or not.
 *
 * @param filesRewritten files that held one of the profiles and were replaced, or taken out
 * @param filesRemoved files that nothing named any more and that held one, or could not be read
 * @param filesScanned data files on disk that were looked through for the proof
 * @param provenAt when
 */
public record ErasureProof(int filesRewritten, int filesRemoved, int filesScanned, Instant provenAt) {}
