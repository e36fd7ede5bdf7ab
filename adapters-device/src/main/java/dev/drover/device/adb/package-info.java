/**
 * The phones: which are there, and what they can be asked. All use of the dadb library is in here
 * and in {@code adb.transport}; the rest of the module sees {@link
 * dev.drover.device.adb.PhoneSession}. Knows no screens, apps or scripts.
 *
 * <pre>
 *   AdbPhones             which phones there are; one PhoneLink for each way to one
 *     PhoneLink           a way to a phone, and what is known of the phone
 *     AdbServerWatch      asks the local adb server for phones on USB   (no dadb: one offline
 *                         phone makes dadb's list fail)
 *
 *   PhoneBeside           the phone for those who only watch it, over a connection of their own
 *   PhoneSession          a phone for one attempt: sends nothing once the attempt was stopped
 *     DadbPhone           shell, exec, push, HTTP to a program on the phone
 *       ShellCommand      quotes arguments
 *       ScopedStream      ends a stream after use, else the phone and dadb keep it
 *         CarrierYield    lets other virtual threads run while a phone talks without a pause
 *       BoundedStream     limits what a phone answers to a file     (dadb would keep all of it)
 *       UnlinkedFile      opens the file to send; follows no link
 *       PhoneConnection   one call at a time, cut off at its deadline
 *         CallWatch       either the call ends or it is cut off, never both
 *         AdbEndpoint     opens the connection
 *           Tcp           straight to the phone
 *             TcpDadb     dadb's protocol over our socket, with TCP_NODELAY    (dadb offers
 *                         neither the socket nor the option)
 *               MessageLimit  limits a message and a call   (dadb believes any length)
 *             AuthProbe   tells a phone that asks for a key from a dead one    (dadb hides it)
 *           Server        through the local adb server, by dadb's own client
 * </pre>
 */
@NullMarked
package dev.drover.device.adb;

import org.jspecify.annotations.NullMarked;
