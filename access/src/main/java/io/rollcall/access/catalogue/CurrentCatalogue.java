package io.rollcall.access.catalogue;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.rollcall.access.reread.FileWatch;
import io.rollcall.access.reread.Reading;
import io.rollcall.access.reread.RereadFile;
import io.rollcall.event.EventCatalogue;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The events that are accepted at this moment: the built-in ones, and those of the file as it was when it last could be read.
 * Made at the start of those services that ask it, which a broken file ends.
 */
@Singleton
public final class CurrentCatalogue {
    static final String FILE = "rollcall.catalogue.file";

    /** A thousand names with a plan each take less. */
    private static final int MOST_BYTES = 1 << 20;

    private final List<CatalogueCheck> checks;
    private final Optional<RereadFile> file;

    private volatile EventCatalogue now = EventCatalogue.builtIn();

    private @Nullable FileWatch watch;

    @Inject
    CurrentCatalogue(CatalogueSettings settings, @All List<CatalogueCheck> checks, Vertx vertx, MeterRegistry meters) {
        this(settings.file(), checks);
        watch = new FileWatch(FILE, this::readAgain, vertx, meters);
        if (file.isPresent()) {
            watch.start(settings.poll());
        }
    }

    /**
     * Read for the first time.
     *
     * @param additions the file with a deployment's own names, which has to be there; empty for none
     * @throws ConfigurationException when it is no catalogue, or does not pass a check
     */
    public CurrentCatalogue(Optional<Path> additions, List<CatalogueCheck> checks) {
        this.checks = List.copyOf(checks);
        this.file = additions.map(
                path -> new RereadFile(FILE, "event catalogue", path, MOST_BYTES, content -> take(path, content)));
        if (readAgain() instanceof Reading.Refused refused) {
            throw new ConfigurationException(refused.why());
        }
    }

    /** The catalogue of this moment, the same object until it changes. What belongs together is asked of one of them. */
    public EventCatalogue now() {
        return now;
    }

    /** Reads the file, and takes its names if they are a catalogue; a fault is told each time, until it is mended. */
    public Reading readAgain() {
        return file.map(RereadFile::readAgain).orElseGet(Reading.Unchanged::new);
    }

    @PreDestroy
    void stop() {
        Optional.ofNullable(watch).ifPresent(FileWatch::stop);
    }

    private String take(Path path, byte[] content) {
        EventCatalogue next = EventCatalogue.withAdditions(path.toString(), content);
        checks.forEach(check -> check.check(next));
        now = next;
        return "version " + next.version().orElse("unsaid") + " with "
                + (next.names().size() - EventCatalogue.builtIn().names().size())
                + " events of its own holds from now on";
    }
}
