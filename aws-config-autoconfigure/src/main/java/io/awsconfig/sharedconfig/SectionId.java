package io.awsconfig.sharedconfig;

import java.nio.file.Path;

/**
 * What an entry needs to know about where it stands, shared by all entries of a section.
 *
 * @param path the file
 * @param type the type of the section
 * @param name the name of the section, without the type
 */
record SectionId(Path path, SectionType type, String name) {

	/**
	 * Return the section in words, such as {@code profile 'dev'}.
	 * @return the section in words
	 */
	String describe() {
		return this.type.word() + " '" + Wording.shorten(this.name) + "'";
	}

	SharedConfigOrigin at(long position) {
		return new SharedConfigOrigin(this.path, position, describe());
	}

}
