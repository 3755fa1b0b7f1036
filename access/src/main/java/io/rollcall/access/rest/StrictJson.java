package io.rollcall.access.rest;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.rollcall.access.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Reads what an administrator asks for. Nothing is guessed: a field that is not one, a number for a date, or more after the
 * end is refused, because what follows cannot be undone.
 *
 * @param <T> a record whose constructor refuses what makes no sense
 */
public final class StrictJson<T> {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .defaultLeniency(false)
            .build();

    private final ObjectReader reader;
    private final String example;

    private StrictJson(ObjectReader reader, String example) {
        this.reader = reader;
        this.example = example;
    }

    /** A reader; the example is what is shown to somebody whose body is not of its kind. */
    public static <T> StrictJson<T> of(Class<T> type, String example) {
        return new StrictJson<>(JSON.readerFor(type), example);
    }

    /**
     * Reads a body; an empty one is an empty object.
     *
     * @throws ProblemException 400 {@code invalid_parameter} when it is not what is asked for
     */
    public T read(byte[] body) {
        try {
            T value = body.length == 0 ? reader.readValue("{}") : reader.readValue(body);
            if (value == null) {
                throw invalid("the body is not a JSON object such as " + example);
            }
            return value;
        } catch (InvalidFormatException notADate) {
            throw invalid(notADate.getPath().get(notADate.getPath().size() - 1).getFieldName() + " is not a date as in "
                    + example);
        } catch (JacksonException unreadable) {
            throw invalid(
                    unreadable.getCause() instanceof IllegalArgumentException refused
                            ? String.valueOf(refused.getMessage())
                            : "the body is not a JSON object with these fields and no others: " + example);
        } catch (IOException impossible) {
            throw new UncheckedIOException("bytes in memory cannot be read", impossible);
        }
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(Problem.of(400, "invalid_parameter", detail));
    }
}
