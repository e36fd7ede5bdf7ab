package dev.drover.bootstrap.planted.cycle.second;

import dev.drover.bootstrap.planted.cycle.first.KnowsTheSecond;

/** One half of a planted cycle. */
public record KnowsTheFirst(Class<KnowsTheSecond> other) {}
