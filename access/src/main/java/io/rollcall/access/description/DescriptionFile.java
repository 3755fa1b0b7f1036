package io.rollcall.access.description;

import io.smallrye.openapi.api.SmallRyeOpenAPI;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.eclipse.microprofile.openapi.models.OpenAPI;

/**
 * A part of {@code /q/openapi} that stands in a file beside a class. A plain {@code META-INF/openapi.yaml} would be lost where another
 * service of the same process has one.
 */
public final class DescriptionFile {
    private DescriptionFile() {}

    /** Reads a file of YAML. */
    public static OpenAPI read(Class<?> beside, String name) {
        try (InputStream yaml = beside.getResourceAsStream(name)) {
            if (yaml == null) {
                throw new IllegalStateException(name + " is missing beside " + beside.getName());
            }
            return SmallRyeOpenAPI.builder()
                    .enableModelReader(false)
                    .enableStandardStaticFiles(false)
                    .enableAnnotationScan(false)
                    .enableStandardFilter(false)
                    .withCustomStaticFile(() -> yaml)
                    .build()
                    .model();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + name, unreadable);
        }
    }
}
