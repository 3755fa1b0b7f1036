package io.rollcall.access.keys;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.rollcall.access.reread.FileWatch;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Has the file of keys read again, where there is one. */
@Singleton
final class KeyFileWatch {
    private final KeySettings settings;
    private final FileWatch watch;

    KeyFileWatch(Keys keys, KeySettings settings, Vertx vertx, MeterRegistry meters) {
        this.settings = settings;
        this.watch = new FileWatch(Keys.FILE, keys::readAgain, vertx, meters);
    }

    void start(@Observes StartupEvent event) {
        if (settings.file().isPresent()) {
            watch.start(settings.poll());
        }
    }

    void stop(@Observes ShutdownEvent event) {
        watch.stop();
    }
}
