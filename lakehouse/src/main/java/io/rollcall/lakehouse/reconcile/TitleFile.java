package io.rollcall.lakehouse.reconcile;

import io.rollcall.lake.Lake;
import io.rollcall.lake.LakeConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Loads the operator's file of titles when it has changed. One that cannot be read leaves the titles as they were. */
@ApplicationScoped
public class TitleFile {
    private static final Logger LOG = Logger.getLogger(TitleFile.class);

    private final Lake lake;
    private final Optional<Path> file;
    private @Nullable FileTime loaded;

    TitleFile(Lake lake, LakeConfig config) {
        this.lake = lake;
        this.file = config.titles();
    }

    /** Loads it when it has changed since. */
    public synchronized void load() {
        file.ifPresent(this::loadWhenChanged);
    }

    private void loadWhenChanged(Path titles) {
        try {
            FileTime changed = Files.getLastModifiedTime(titles);
            if (!changed.equals(loaded)) {
                lake.loadTitles(titles);
                loaded = changed;
                LOG.infof("titles are those of %s", titles);
            }
        } catch (IOException | RuntimeException unreadable) {
            LOG.errorf(unreadable, "rollcall.lake.titles: cannot load %s; the titles stay as they were", titles);
        }
    }
}
