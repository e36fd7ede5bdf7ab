package dev.drover.comments.planted;

import dev.drover.device.adb.AdbPhones;

/** An adapter must not know another. */
public record GeneratorThatKnowsThePhones(AdbPhones phones) {}
