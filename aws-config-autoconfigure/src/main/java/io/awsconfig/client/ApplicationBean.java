package io.awsconfig.client;

import io.awsconfig.Internal;
import org.jspecify.annotations.Nullable;

/**
 * A bean of the application that has to do with AWS clients.
 *
 * @param name its name
 * @param type its type, as far as that is known before it is made
 * @param place where it is defined, or {@code null} if nobody knows
 */
@Internal
public record ApplicationBean(String name, String type, @Nullable String place) {

	@Override
	public String toString() {
		return (this.place != null) ? "'%s' (%s)".formatted(this.name, this.place) : "'%s'".formatted(this.name);
	}

}
