package dev.drover.bootstrap.planted.cycle.first;

import dev.drover.bootstrap.planted.cycle.second.KnowsTheFirst;

/** One half of a planted cycle. */
public record KnowsTheSecond(Class<KnowsTheFirst> other) {}
