package io.awsconfig.client;

import io.awsconfig.Internal;
import org.jspecify.annotations.Nullable;

/**
 * A bean of the application that has to do with AWS clients.
 *
 * @param name its name
 * @param type its type, as far as that is known before it is made
 * @param place where it is defined, or {@code null} if nobody knows
 * @param needsSettings whether it is made with clients or settings of ours, so that the
 * settings may have an effect through it
 */
@Internal
public record ApplicationBean(String name, String type, @Nullable String place, boolean needsSettings) {

	@Override
	public String toString() {
		return (this.place != null) ? "'%s' (%s)".formatted(this.name, this.place) : "'%s'".formatted(this.name);
	}

}
