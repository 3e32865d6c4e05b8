package io.awsconfig.sharedconfig;

/**
 * The section types of the guide, under the word that stands in the brackets.
 */
enum SectionType {

	PROFILE("profile"),

	SSO_SESSION("sso-session"),

	SERVICES("services");

	private final String word;

	SectionType(String word) {
		this.word = word;
	}

	String word() {
		return this.word;
	}

}
