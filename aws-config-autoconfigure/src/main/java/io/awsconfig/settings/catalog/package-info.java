/**
 * What can be set: the {@link io.awsconfig.settings.catalog.SettingCatalog catalogue} of
 * every setting of the AWS SDKs and Tools Reference Guide, with its names in each kind of
 * source, its type and its default.
 */
@NullMarked
package io.awsconfig.settings.catalog;

import org.jspecify.annotations.NullMarked;
