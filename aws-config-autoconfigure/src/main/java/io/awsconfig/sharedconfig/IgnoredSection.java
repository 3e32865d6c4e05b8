package io.awsconfig.sharedconfig;

import io.awsconfig.Internal;
import org.jspecify.annotations.Nullable;

/**
 * A section that does not count, because its header is not what it has to be in that
 * file.
 *
 * @param header the header that is there, as it stands there, or an empty text if it is
 * not to be shown
 * @param intended the header that the section would need to be what it is meant for,
 * without its brackets
 * @param origin where the section begins
 * @param remedy what to do, if something else is wrong than the header
 */
@Internal
public record IgnoredSection(String header, String intended, SharedConfigOrigin origin, @Nullable String remedy) {

	/**
	 * Say what to write.
	 * @return a sentence
	 */
	public String advise() {
		if (this.remedy != null) {
			return this.remedy;
		}
		String right = "[" + this.intended + "]";
		if (this.header.isEmpty()) {
			return "Write %s in place of what stands at %s.".formatted(right, this.origin);
		}
		return this.header.equals(right)
				? "Move the section %s from %s to the config file.".formatted(this.header, this.origin)
				: "Write %s in place of %s at %s.".formatted(right, this.header, this.origin);
	}

}
