package io.rollcall.lake.sandbox;

import io.rollcall.lake.engine.Definitions;
import java.nio.file.Path;
import java.util.Set;

/** Answers questions in SQL, each in a process of its own. Safe for several threads; how many at a time is the caller's to say. */
public final class Sandbox {
    private final SandboxSettings settings;
    private final Path parent;
    private final Views views;

    /** The views that questions may name. */
    public interface Views {
        /** Their names, in small letters. */
        Set<String> names();

        /** Those of some names, as they stand now. */
        Definitions of(Set<String> names);
    }

    /**
     * A sandbox that has answered nothing yet.
     *
     * @param parent of the directories in which processes work, and spill; each is deleted when its process ends
     */
    public Sandbox(SandboxSettings settings, Path parent, Views views) {
        this.settings = settings;
        this.parent = parent;
        this.views = views;
    }

    /** A question, which is asked when its answer is; close it. */
    public SqlQuestion question(String sql) {
        return new SqlQuestion(sql, settings, parent, views);
    }
}
