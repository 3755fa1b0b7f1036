package io.rollcall.standalone.doctor;

/**
 * Something that an operator should know.
 *
 * @param where which service or server it was found at
 * @param what how it is
 * @param todo what to do about it
 */
record Finding(Weight weight, String where, String what, String todo) {
    enum Weight {
        /** Something is wrong, or will be lost. */
        FAULT,
        /** It works, and could be safer. */
        ADVICE
    }

    static Finding fault(String where, String what, String todo) {
        return new Finding(Weight.FAULT, where, what, todo);
    }

    static Finding advice(String where, String what, String todo) {
        return new Finding(Weight.ADVICE, where, what, todo);
    }

    boolean isFault() {
        return weight == Weight.FAULT;
    }
}
