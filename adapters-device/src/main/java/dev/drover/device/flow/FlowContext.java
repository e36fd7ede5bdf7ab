package dev.drover.device.flow;

import dev.drover.device.screen.AppNote;
import dev.drover.device.screen.Screen;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.app.Platform;
import dev.drover.domain.device.DeviceSerial;
import java.util.Optional;

/**
 * The phone that a flow works on, brought up for it, and the app that it is to use there.
 *
 * @param platform that the app is of
 * @param account that the app is logged in with by then; empty for whichever is there
 * @param note what the next run has to know of the app
 */
public record FlowContext(
    DeviceSerial serial,
    Screen screen,
    Platform platform,
    PackageName app,
    Optional<Username> account,
    PhoneMedia media,
    AppNote note) {}
