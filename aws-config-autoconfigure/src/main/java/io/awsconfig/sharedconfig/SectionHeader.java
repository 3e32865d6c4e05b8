package io.awsconfig.sharedconfig;

/**
 * A header that was understood.
 *
 * @param id the section that it begins
 * @param prefixed whether the type stands in the brackets
 * @param position where the header stands
 */
record SectionHeader(SectionId id, boolean prefixed, long position) {

}
