package io.rollcall.worker;

/** What the rule of the fence consists of. The model runs with each one left out, to see that it would notice. */
enum Guard {
    /** The script changes nothing unless the fence stands where the call expects it. */
    COMPARE,
    /** The script changes counters and fence together. */
    TOGETHER,
    /** A fence is begun only where there is none. */
    BEGIN_ONLY_ABSENT,
    /** A call holds only what lies behind the fence. */
    ONLY_UNAPPLIED,
    /** A fence that stands further back sends the worker back to it. */
    REWIND,
    /** Reading begins early enough to remember what duplicates are duplicates of. */
    REMEMBER,
    /** Records with a gap in front of them are not taken. */
    NO_GAP,
    /** Nothing is taken while records are held that were taken and not applied. */
    HOLD_UNSETTLED,
    /** An idle partition looks at its fences now and then. */
    BEAT,
    /** Whoever begins looks at the fences first, and then at where the log ends. */
    FENCES_FIRST,
    /** Records of a shard without a fence give it one. */
    ADOPT,
    /** Fences from when partitions were fewer are gone by. */
    OLD_FENCES,
    /** Each fence has noted how few partitions there have been. */
    NOTE
}
