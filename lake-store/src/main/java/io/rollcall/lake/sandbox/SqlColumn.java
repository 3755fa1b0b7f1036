package io.rollcall.lake.sandbox;

/**
 * A column of an answer.
 *
 * @param type as the engine names it
 */
public record SqlColumn(String name, String type) {}
