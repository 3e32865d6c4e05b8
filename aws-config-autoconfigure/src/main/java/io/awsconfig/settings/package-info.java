/**
 * What is set: {@link io.awsconfig.settings.AwsSettings}, the values that apply to
 * settings of the {@link io.awsconfig.settings.catalog.SettingCatalog catalogue}, each
 * with its origin.
 * <p>
 * Start at {@link io.awsconfig.settings.AwsSettings}. Of this project, this package and
 * those below it know {@code sharedconfig} and {@code diagnostic} only.
 */
@NullMarked
package io.awsconfig.settings;

import org.jspecify.annotations.NullMarked;
