package io.rollcall.lake.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.io.SeekableInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFileIOTest {
    private final Path directory;
    private final LocalFileIO files = new LocalFileIO();

    LocalFileIOTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void aFileIsThereOnceItIsClosedAndNotBefore() throws IOException {
        String location = location("deep/er/a b.txt");
        PositionOutputStream out = files.newOutputFile(location).create();
        out.write(bytes("hello"));
        assertThat(files.newInputFile(location).exists()).isFalse();
        assertThat(out.getPos()).isEqualTo(5);
        out.close();

        assertThat(files.newInputFile(location).getLength()).isEqualTo(5);
        assertThat(Files.readString(directory.resolve("deep/er/a b.txt"))).isEqualTo("hello");
        assertThat(names("deep/er")).containsExactly("a b.txt");
    }

    @Test
    void ofTwoThatMakeTheSameFileOneWins() throws IOException {
        String location = location("a.txt");
        PositionOutputStream slow = files.newOutputFile(location).create();
        slow.write(bytes("slow"));
        write(location, "fast");

        assertThatThrownBy(slow::close).isInstanceOf(IOException.class);
        assertThat(Files.readString(directory.resolve("a.txt"))).isEqualTo("fast");
        assertThatThrownBy(() -> files.newOutputFile(location).create()).isInstanceOf(AlreadyExistsException.class);
    }

    @Test
    void aFileCanBeReplacedInOneStep() throws IOException {
        String location = location("a.txt");
        write(location, "old");
        try (PositionOutputStream out = files.newOutputFile(location).createOrOverwrite()) {
            out.write(bytes("new"));
            assertThat(Files.readString(directory.resolve("a.txt"))).isEqualTo("old");
        }
        assertThat(Files.readString(directory.resolve("a.txt"))).isEqualTo("new");
    }

    @Test
    void whatIsNotThereIsSaidSo() {
        String location = location("nothing");
        assertThatThrownBy(() -> files.newInputFile(location).newStream()).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> files.newInputFile(location).getLength()).isInstanceOf(NotFoundException.class);
        files.deleteFile(location);
    }

    @Test
    void severalFilesAreDeletedAtOnceWhetherTheyAreThereOrNot() throws IOException {
        write(location("a.txt"), "a");
        write(location("b.txt"), "b");
        files.deleteFiles(List.of(location("a.txt"), location("nothing"), location("b.txt")));
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void anyStretchCanBeReadInAnyOrder() throws IOException {
        long seed = 20_261_122;
        Random random = new Random(seed);
        byte[] content = new byte[300_000];
        random.nextBytes(content);
        try (PositionOutputStream out = files.newOutputFile(location("x")).create()) {
            out.write(content, 0, 1_000);
            out.write(content[1_000]);
            out.write(content, 1_001, content.length - 1_001);
        }
        try (SeekableInputStream in = files.newInputFile(location("x")).newStream()) {
            for (int i = 0; i < 500; i++) {
                int from = random.nextInt(content.length);
                byte[] expected =
                        Arrays.copyOfRange(content, from, Math.min(content.length, from + random.nextInt(100_000)));
                in.seek(from);
                assertThat(in.readNBytes(expected.length))
                        .as("from %d, seed %d", from, seed)
                        .isEqualTo(expected);
                assertThat(in.getPos()).isEqualTo(from + expected.length);
            }
            in.seek(content.length);
            assertThat(in.read()).isEqualTo(-1);
            assertThat(in.read(new byte[10])).isEqualTo(-1);
        }
    }

    private void write(String location, String text) throws IOException {
        try (PositionOutputStream out = files.newOutputFile(location).create()) {
            out.write(bytes(text));
        }
    }

    private String location(String name) {
        return LocalPaths.location(directory) + "/" + name.replace(" ", "%20");
    }

    private List<String> names(String below) throws IOException {
        try (Stream<Path> found = Files.list(directory.resolve(below))) {
            return found.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
