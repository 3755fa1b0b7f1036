package io.rollcall.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote down. */
final class BuildVersion implements IVersionProvider {
    private static final String RESOURCE = "build.properties";

    @Override
    public String[] getVersion() throws IOException {
        try (InputStream source = BuildVersion.class.getResourceAsStream(RESOURCE)) {
            if (source == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the jar of standalone");
            }
            Properties build = new Properties();
            build.load(source);
            return new String[] {"rollcall " + build.getProperty("version")};
        }
    }
}
