package io.rollcall.query.experiment.statistics;

/**
 * The sums over the profiles of a variant that its statistics are worked out from: y is a profile's value since its
 * first exposure, x the same metric of the time before.
 *
 * @param size how many profiles
 */
public record Sample(long size, double ySum, double ySquares, double xSum, double xSquares, double products) {
    public double mean() {
        return ySum / size;
    }

    double meanBefore() {
        return xSum / size;
    }

    /** The sum of (y - mean)². */
    double spread() {
        return Math.max(0, ySquares - ySum * ySum / size);
    }

    /** The sum of (x - mean)². */
    double spreadBefore() {
        return Math.max(0, xSquares - xSum * xSum / size);
    }

    /** The sum of (x - mean) (y - mean). */
    double spreadTogether() {
        return products - xSum * ySum / size;
    }

    /** The values as they are. */
    Average average() {
        return new Average(size, mean(), spread() / (size - 1));
    }
}
