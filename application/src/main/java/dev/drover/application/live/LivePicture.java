package dev.drover.application.live;

import dev.drover.application.port.device.PhonePictures.Picture;
import dev.drover.domain.device.DeviceSerial;
import java.time.Instant;

/**
 * A picture of a phone's screen, shared by all who watch it.
 *
 * @param takenAt when the picture was there
 */
public record LivePicture(DeviceSerial serial, Picture picture, Instant takenAt) {}
