package io.rollcall.standalone.imports;

import java.io.IOException;
import java.util.Optional;

/** Lines with an event each, wherever they come from. */
interface Lines {
    /** The next line that has something on it, or empty at the end. */
    Optional<Line> next() throws IOException;
}
