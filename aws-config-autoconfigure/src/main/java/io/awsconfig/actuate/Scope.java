package io.awsconfig.actuate;

/**
 * How much of the settings to show.
 *
 * @param unsanitized whether to show the values that are neither secrets nor harmless
 * @param all whether to show what is not set as well
 */
record Scope(boolean unsanitized, boolean all) {

}
