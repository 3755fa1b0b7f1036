package io.rollcall.worker;

/** Tombstones that were read: there are none. */
final class NobodyErased implements Erasures {
    @Override
    public boolean isErased(long profileId) {
        return false;
    }

    @Override
    public boolean areRead() {
        return true;
    }
}
