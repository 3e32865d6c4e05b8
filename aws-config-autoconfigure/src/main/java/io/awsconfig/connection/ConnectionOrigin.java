package io.awsconfig.connection;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.origin.Origin;

/**
 * The connection details that a value comes from.
 *
 * @param name the name of the bean, in words
 * @param container where the container is defined that they belong to, or {@code null}
 */
record ConnectionOrigin(String name, @Nullable Origin container) implements Origin {

	static ConnectionOrigin of(String name, AwsConnectionDetails details) {
		return new ConnectionOrigin(name, Origin.from(details));
	}

	@Override
	public @Nullable Origin getParent() {
		return this.container;
	}

	@Override
	public String toString() {
		return "connection details of " + ((this.container != null) ? this.container : this.name);
	}

}
