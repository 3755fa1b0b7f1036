package io.rollcall.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    Path parent;

    @Test
    void aDirectoryIsMadeAndCanBeTakenAgainOnceItIsGivenBack() throws IOException {
        Path path = parent.resolve("deep").resolve("data");
        DataDirectory.claim(path).close();
        try (DataDirectory again = DataDirectory.claim(path)) {
            assertThat(again.redis()).isEqualTo(path.resolve("redis"));
        }
    }

    @Test
    void whatCannotBeADirectorySaysWhatToDo() throws IOException {
        Path file = Files.createFile(parent.resolve("file"));
        assertThatThrownBy(() -> DataDirectory.claim(file.resolve("data")))
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining("--data");
    }
}
