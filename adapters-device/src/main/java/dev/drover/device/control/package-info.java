/**
 * A phone in the hands of a program or a person: carries out single commands by the module's own
 * reading, touching and typing. Knows no app profiles, scripts or attempts.
 *
 * <pre>
 *   DadbPhoneControl      one command after another, until it ends; then restores the phone
 *     CommandExecution    what each command does
 *       NodeCommands      commands on nodes that a selector chooses
 *         NodeMatcher     the selector's conditions, in time linear in the screen
 *         RegexSize       refuses expressions that would need much memory
 *       PhoneFacts        what the phone tells of itself
 *       ShellCommands     programs of the phone's shell, files and apps
 * </pre>
 */
@NullMarked
package dev.drover.device.control;

import org.jspecify.annotations.NullMarked;
