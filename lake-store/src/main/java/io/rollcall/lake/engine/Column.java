package io.rollcall.lake.engine;

/**
 * A column of Parquet files.
 *
 * @param id its number in the files, by which it is found whatever its name was then
 * @param type as SQL names it
 */
public record Column(int id, String name, String type) {}
