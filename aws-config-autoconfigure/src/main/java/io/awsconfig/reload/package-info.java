/**
 * Settings that change while the application runs: resolved anew, all or nothing, for
 * what is built from then on.
 * <p>
 * Start at {@link io.awsconfig.reload.SettingsReloader}.
 */
@NullMarked
package io.awsconfig.reload;

import org.jspecify.annotations.NullMarked;
