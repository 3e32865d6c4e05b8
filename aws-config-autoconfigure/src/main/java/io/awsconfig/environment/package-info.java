/**
 * The bridge between Spring's {@code Environment} and the AWS settings: the shared files
 * as property sources at its bottom, AWS's own spellings beside the system sources, and
 * all of it as {@link io.awsconfig.settings.SettingSource places} in which settings
 * stand. No secret enters the {@code Environment}.
 * <p>
 * Start at {@link io.awsconfig.environment.AwsEnvironment}. Of this project, this package
 * knows {@code settings} and {@code sharedconfig}.
 */
@NullMarked
package io.awsconfig.environment;

import org.jspecify.annotations.NullMarked;
