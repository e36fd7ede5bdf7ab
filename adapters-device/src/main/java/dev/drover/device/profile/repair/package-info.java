/**
 * Proposals for elements that are not found any more: what on the failed screen could be meant, how
 * a profile would name it, and what that would get right and wrong. This package proposes and
 * judges; it knows no app and asks no phone, and nothing here changes a file.
 */
@NullMarked
package dev.drover.device.profile.repair;

import org.jspecify.annotations.NullMarked;
