/**
 * What can be set and what is set: the {@link io.awsconfig.settings.SettingCatalog
 * catalogue} of every setting of the AWS SDKs and Tools Reference Guide, and
 * {@link io.awsconfig.settings.AwsSettings}, the values that apply, each with its origin.
 * <p>
 * Start at {@link io.awsconfig.settings.AwsSettings}. Of this project, this package knows
 * {@code sharedconfig} only.
 */
@NullMarked
package io.awsconfig.settings;

import org.jspecify.annotations.NullMarked;
