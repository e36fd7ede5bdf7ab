package dev.drover.device.script;

import dev.drover.device.ui.Screen;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.PackageName;

/** The phone that a flow works on, and the app that it is to use there. */
public record PhoneAtWork(DeviceSerial serial, Screen screen, PackageName app) {}
