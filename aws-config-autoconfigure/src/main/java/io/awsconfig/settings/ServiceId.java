package io.awsconfig.settings;

import io.awsconfig.diagnostic.UniformName;

import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * The identifier of an AWS service. Casing and separators do not count, so
 * {@code Elastic Beanstalk}, {@code elastic_beanstalk} and {@code ELASTIC-BEANSTALK} are
 * equal; neither does what the SDK leaves out of its names of classes ({@code Amazon} and
 * {@code AWS} in front, {@code Service} at the end).
 * <p>
 * Guide: Service-specific endpoints.
 *
 * @since 0.1.0
 */
public final class ServiceId implements ClientKey, Comparable<ServiceId> {

	private final String value;

	private ServiceId(String value) {
		this.value = value;
	}

	/**
	 * Return the identifier that a text means.
	 * @param text the identifier in any spelling
	 * @return the identifier
	 * @throws IllegalArgumentException if the text has neither letter nor digit
	 */
	public static ServiceId of(String text) {
		String bare = UniformName.of(text);
		Assert.isTrue(!bare.isEmpty(), "'text' must contain a letter or a digit");
		String value = withoutSuffix(withoutPrefix(withoutPrefix(bare, "amazon"), "aws"), "service");
		return new ServiceId(value);
	}

	private static String withoutPrefix(String text, String prefix) {
		return (text.startsWith(prefix) && text.length() > prefix.length()) ? text.substring(prefix.length()) : text;
	}

	private static String withoutSuffix(String text, String suffix) {
		return (text.endsWith(suffix) && text.length() > suffix.length())
				? text.substring(0, text.length() - suffix.length()) : text;
	}

	/**
	 * Return whether a text can be an identifier.
	 * @param text the text
	 * @return whether it has a letter or a digit
	 */
	public static boolean isValid(String text) {
		return StringUtils.hasText(text) && text.chars().anyMatch(Character::isLetterOrDigit);
	}

	@Override
	public int compareTo(ServiceId other) {
		return this.value.compareTo(other.value);
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof ServiceId that && this.value.equals(that.value);
	}

	@Override
	public int hashCode() {
		return this.value.hashCode();
	}

	/**
	 * Return the identifier in lower case without separators.
	 */
	@Override
	public String toString() {
		return this.value;
	}

}
