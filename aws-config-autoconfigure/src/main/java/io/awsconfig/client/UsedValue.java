package io.awsconfig.client;

import io.awsconfig.Internal;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.WrittenValue;
import org.jspecify.annotations.Nullable;

/**
 * What a client uses, and who said so.
 *
 * @param setting the setting that it is the value of
 * @param value the value, or {@code null} if the client has none
 * @param source who said so
 * @param by the name of the bean, if it was one; or who it may have been; or the host of
 * the endpoint
 * @param written what the settings say, or {@code null} if they say nothing; it is in
 * force only if that is the source
 */
@Internal
public record UsedValue(AwsSetting<?> setting, @Nullable String value, Source source, @Nullable String by,
		@Nullable WrittenValue written) {

	/**
	 * Who can say what a client uses.
	 */
	public enum Source {

		/**
		 * A setting.
		 */
		SETTING("setting"),

		/**
		 * Connection details, of a container for example.
		 */
		CONNECTION_DETAILS("connection details"),

		/**
		 * The endpoint, whose host leaves no choice.
		 */
		ENDPOINT("endpoint"),

		/**
		 * A bean of the application that takes the place of one of ours.
		 */
		BEAN("bean"),

		/**
		 * A customizer.
		 */
		CUSTOMIZER("customizer"),

		/**
		 * A plugin of the SDK.
		 */
		PLUGIN("plugin"),

		/**
		 * The code that has the builder.
		 */
		CODE("code"),

		/**
		 * One of several, and the SDK does not let anybody see which.
		 */
		ONE_OF("one of"),

		/**
		 * The instance metadata service.
		 */
		INSTANCE_METADATA("instance metadata"),

		/**
		 * Nobody: the default applies.
		 */
		DEFAULT("default"),

		/**
		 * Nobody, and there is no default.
		 */
		NOT_SET("not set");

		private final String description;

		Source(String description) {
			this.description = description;
		}

		/**
		 * Return the source in words.
		 * @return the description
		 */
		public String getDescription() {
			return this.description;
		}

	}

	String describeSource() {
		return describe(this.source, this.by);
	}

	static String describe(Source source, @Nullable String by) {
		return (by == null || source == Source.ONE_OF) ? source.getDescription() + ((by != null) ? " " + by : "")
				: "%s '%s'".formatted(source.getDescription(), by);
	}

	/**
	 * Return whether a setting, or its default, is in force.
	 */
	public boolean isOfSettings() {
		return switch (this.source) {
			case SETTING, CONNECTION_DETAILS, ENDPOINT, DEFAULT, NOT_SET -> true;
			case BEAN, CUSTOMIZER, PLUGIN, CODE, ONE_OF, INSTANCE_METADATA -> false;
		};
	}

}
