package dev.drover.device.adb;

/**
 * What a program on a phone answered.
 *
 * @param status such as 200
 */
@SuppressWarnings("ArrayRecordComponent") // answers are read, never compared
public record HttpResponse(int status, byte[] body) {}
