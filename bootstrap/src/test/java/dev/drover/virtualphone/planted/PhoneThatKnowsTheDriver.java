package dev.drover.virtualphone.planted;

import dev.drover.device.adb.ShellCommand;

/** The virtual phone must share nothing with the driver. */
public record PhoneThatKnowsTheDriver(ShellCommand command) {}
