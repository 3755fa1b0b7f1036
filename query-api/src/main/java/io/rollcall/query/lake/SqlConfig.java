package io.rollcall.query.lake;

import io.rollcall.lake.StorageSize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The settings that bound questions in SQL, each of which is answered by a process of its own. */
@ConfigMapping(prefix = "rollcall.sql")
public interface SqlConfig {
    /** From the start of a question to its answer; then its process is killed. */
    @WithDefault("30s")
    Duration time();

    /** Memory of its engine; what needs more spills. The process needs some 200 MiB beside it, and is ended if it takes 900 more. */
    @WithDefault("256M")
    StorageSize memory();

    /** The number of threads that it computes with. */
    @WithDefault("2")
    int threads();

    /** The most that it may spill; it goes with the process. */
    @WithDefault("1G")
    StorageSize spill();

    /** Rows of an answer; of one that has more these come, and it says so. */
    @WithDefault("10000")
    int rows();

    /** Size of an answer, likewise. */
    @WithDefault("8M")
    StorageSize answer();

    /** So many questions at a time; one more is answered 503. */
    @WithDefault("2")
    int concurrent();
}
