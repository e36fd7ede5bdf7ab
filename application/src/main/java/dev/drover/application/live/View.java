package dev.drover.application.live;

import dev.drover.application.port.device.PhonePictures.Wish;
import dev.drover.domain.device.DeviceSerial;

/** A phone that somebody watches, and how. */
public record View(DeviceSerial serial, Wish wish) {}
