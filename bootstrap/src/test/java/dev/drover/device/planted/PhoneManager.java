package dev.drover.device.planted;

/** A name that says nothing. */
public final class PhoneManager {}
