package io.awsconfig.settings.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

import io.awsconfig.Internal;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * One setting of the AWS SDKs and Tools Reference Guide: its names, its type and how it
 * reaches the SDK. The instances stand in {@link SettingCatalog}.
 * <p>
 * AWS's own name, as in the shared config file, gives the others: {@code max_attempts} is
 * {@code aws.max-attempts} in the application's properties, {@code aws.maxAttempts} as a
 * JVM system property and {@code AWS_MAX_ATTEMPTS} in the environment. Where AWS spells a
 * name differently, that spelling is here as well.
 *
 * @param <T> the type of the value
 * @since 0.1.0
 */
public final class AwsSetting<T> {

	private final String name;

	private final SettingType<T> type;

	private final @Nullable Function<String, T> tolerance;

	private final @Nullable Function<String, T> acceptance;

	private final String shortPropertyName;

	private final List<String> systemProperties;

	private final List<String> environmentVariables;

	private final List<String> fileKeys;

	private final @Nullable T defaultValue;

	private final @Nullable String defaultRemark;

	private final boolean sensitive;

	private final boolean perClient;

	private final String section;

	private final SettingReach reach;

	private final String description;

	private final Set<SettingTrait> traits;

	private AwsSetting(Builder<T> builder) {
		this.name = builder.name;
		this.type = builder.type;
		this.tolerance = builder.tolerance;
		this.acceptance = builder.acceptance;
		String bareName = StringUtils.hasText(builder.bareName) ? builder.bareName : builder.name;
		this.shortPropertyName = bareName.replace('_', '-');
		this.systemProperties = withAliases(builder.primarySystemProperty, "aws." + camelCase(bareName),
				builder.systemProperties);
		this.environmentVariables = withAliases(builder.primaryVariable,
				"AWS_" + bareName.replace('.', '_').toUpperCase(Locale.ROOT), builder.environmentVariables);
		this.fileKeys = builder.inFiles ? withAliases(null, builder.name, builder.fileKeys) : List.of();
		this.defaultValue = builder.defaultValue;
		this.defaultRemark = builder.defaultRemark;
		this.sensitive = builder.sensitive;
		this.perClient = builder.perClient;
		this.section = builder.section;
		this.reach = Objects.requireNonNull(builder.reach);
		this.description = builder.description;
		this.traits = builder.traits;
	}

	private static List<String> withAliases(@Nullable String primary, String regular, List<String> aliases) {
		List<String> names = new ArrayList<>();
		if (primary != null) {
			names.add(primary);
		}
		names.add(regular);
		names.addAll(aliases);
		return List.copyOf(names);
	}

	private static String camelCase(String name) {
		StringBuilder result = new StringBuilder(name.length());
		boolean upper = false;
		for (char ch : name.toCharArray()) {
			if (ch == '_') {
				upper = true;
				continue;
			}
			result.append(upper ? Character.toUpperCase(ch) : ch);
			upper = false;
		}
		return result.toString();
	}

	/**
	 * Return AWS's name for this setting, as the shared config file has it.
	 * @return the name, for example {@code max_attempts}
	 */
	public String getName() {
		return this.name;
	}

	/**
	 * Return the name of this setting among the application's properties.
	 * @return the name, for example {@code aws.max-attempts}
	 */
	public String getPropertyName() {
		return "aws." + this.shortPropertyName;
	}

	/**
	 * Return the name of this setting below {@code aws.services.<id>}.
	 * @return the name, for example {@code max-attempts}
	 */
	public String getShortPropertyName() {
		return this.shortPropertyName;
	}

	/**
	 * Return what the setting is for.
	 * @return a sentence, which IDEs show beside the property
	 */
	public String getDescription() {
		return this.description;
	}

	/**
	 * Return whether the setting is one of a kind.
	 * @param trait what it has in common with others
	 * @return whether it has it
	 */
	public boolean is(SettingTrait trait) {
		return this.traits.contains(trait);
	}

	/**
	 * Return the JVM system properties that hold this setting, AWS's own spelling first.
	 * @return the names, for example {@code aws.maxAttempts}
	 */
	public List<String> getSystemProperties() {
		return this.systemProperties;
	}

	/**
	 * Return the environment variables that hold this setting. An earlier one is
	 * preferred.
	 * @return the names, for example {@code AWS_MAX_ATTEMPTS}
	 */
	public List<String> getEnvironmentVariables() {
		return this.environmentVariables;
	}

	/**
	 * Return the keys that hold this setting in the shared config and credentials files.
	 * @return the keys, empty if the setting cannot stand in a file
	 */
	public List<String> getFileKeys() {
		return this.fileKeys;
	}

	/**
	 * Return the type of the value, which knows what is valid.
	 * @return the type
	 */
	public SettingType<T> getType() {
		return this.type;
	}

	/**
	 * Return whether the SDK takes values that are not valid.
	 */
	boolean isTolerated() {
		return this.tolerance != null;
	}

	/**
	 * Turn a text that is not valid into the value that the SDK makes of it.
	 * @param text what was written
	 * @param ofApplication whether it stands in the application's own configuration,
	 * which is held to more
	 * @return the value, or {@code null} if the SDK has no use for it either
	 */
	@Internal
	public @Nullable T tolerate(String text, boolean ofApplication) {
		Function<String, T> tolerance = ofApplication ? this.acceptance : this.tolerance;
		try {
			return (tolerance != null) ? tolerance.apply(text) : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	/**
	 * Return the value that applies when the setting is nowhere set.
	 * @return the guide's default, or {@code null} if there is none
	 */
	public @Nullable T getDefaultValue() {
		return this.defaultValue;
	}

	/**
	 * Return what there is to say about the default beyond its value.
	 * @return the remark, or {@code null} if the value says it all
	 */
	public @Nullable String getDefaultRemark() {
		return this.defaultRemark;
	}

	/**
	 * Return whether the value is a secret, to be shown nowhere.
	 * @return whether the value is sensitive
	 */
	public boolean isSensitive() {
		return this.sensitive;
	}

	/**
	 * Return whether the setting may differ from client to client, so that it can stand
	 * below {@code aws.services.<id>} as well.
	 * @return whether services can have a value of their own
	 */
	public boolean isPerClient() {
		return this.perClient;
	}

	/**
	 * Return the section of the AWS SDKs and Tools Reference Guide.
	 * @return the title of the page
	 */
	public String getSection() {
		return this.section;
	}

	/**
	 * Return when a new value has an effect, if the settings are reloaded while the
	 * application runs.
	 * @return the effect
	 */
	public SettingEffect getEffect() {
		if (this.reach == SettingReach.NO_EFFECT) {
			return SettingEffect.NONE;
		}
		if (is(SettingTrait.AT_START)) {
			return SettingEffect.RESTART;
		}
		return (this.reach == SettingReach.CREDENTIALS || is(SettingTrait.LIVE)) ? SettingEffect.AT_ONCE
				: SettingEffect.NEXT_CLIENT;
	}

	/**
	 * Return how the value reaches the SDK.
	 * @return the way it takes
	 */
	public SettingReach getReach() {
		return this.reach;
	}

	/**
	 * Return whether the setting can be that of one service in the services section of
	 * the shared config file. Credentials cannot: to every other tool, they do not stand
	 * there.
	 * @return whether services sections can have it
	 */
	@Internal
	public boolean isInServicesSections() {
		return this.perClient && !this.fileKeys.isEmpty() && this.reach != SettingReach.CREDENTIALS;
	}

	/**
	 * Return the name of this setting in the same place and of the same rank as another
	 * one that somebody wrote: {@code AWS_ROLE_ARN} beside {@code AWS_MFA_SERIAL},
	 * {@code aws.services.s3.role-arn} beside {@code aws.services.s3.mfa-serial}.
	 * @param neighbour the other setting
	 * @param written the other setting as it was written
	 * @return the name
	 */
	public String spellBeside(AwsSetting<?> neighbour, WrittenValue written) {
		String spelling = written.spelling();
		return switch (written.kind()) {
			case CONNECTION, CREDENTIALS_FILE, CONFIG_FILE -> this.name;
			case ENVIRONMENT_VARIABLES -> {
				String suffix = withoutAws(neighbour);
				yield spelling.endsWith(suffix)
						? spelling.substring(0, spelling.length() - suffix.length()) + withoutAws(this)
						: this.environmentVariables.get(0);
			}
			case SYSTEM_PROPERTIES -> isOfOneClient(spelling) ? beside(spelling) : this.systemProperties.get(0);
			case COMMAND_LINE, APPLICATION -> isOfOneClient(spelling) ? beside(spelling) : getPropertyName();
		};
	}

	private static String withoutAws(AwsSetting<?> setting) {
		return setting.environmentVariables.get(0).substring("AWS".length());
	}

	private static boolean isOfOneClient(String spelling) {
		return spelling.indexOf('.') != spelling.lastIndexOf('.');
	}

	private String beside(String spelling) {
		return spelling.substring(0, spelling.lastIndexOf('.') + 1) + getShortPropertyName();
	}

	boolean hasName(String text) {
		return names().anyMatch(text::equalsIgnoreCase);
	}

	void addNames(Collection<String> names) {
		names().forEach(names::add);
	}

	private Stream<String> names() {
		return Stream
			.of(Stream.of(this.name, getPropertyName(), getShortPropertyName()), this.systemProperties.stream(),
					this.environmentVariables.stream(), this.fileKeys.stream())
			.flatMap((names) -> names);
	}

	@Override
	public String toString() {
		return this.name;
	}

	static <T> Builder<T> of(String name, SettingType<T> type, String description, Consumer<AwsSetting<T>> catalogue) {
		return new Builder<>(name, type, description, catalogue);
	}

	/**
	 * Collects what is special about a setting; everything else follows from its name.
	 */
	static final class Builder<T> {

		private final String name;

		private final SettingType<T> type;

		private @Nullable Function<String, T> tolerance;

		private @Nullable Function<String, T> acceptance;

		private @Nullable String bareName;

		private @Nullable String primarySystemProperty;

		private @Nullable String primaryVariable;

		private final List<String> systemProperties = new ArrayList<>();

		private final List<String> environmentVariables = new ArrayList<>();

		private final List<String> fileKeys = new ArrayList<>();

		private boolean inFiles = true;

		private @Nullable T defaultValue;

		private @Nullable String defaultRemark;

		private boolean sensitive;

		private boolean perClient;

		private String section = "";

		private @Nullable SettingReach reach;

		private final String description;

		private final Set<SettingTrait> traits = EnumSet.noneOf(SettingTrait.class);

		private final Consumer<AwsSetting<T>> catalogue;

		private Builder(String name, SettingType<T> type, String description, Consumer<AwsSetting<T>> catalogue) {
			this.name = name;
			this.type = type;
			this.description = description;
			this.catalogue = catalogue;
			if (name.startsWith("aws_")) {
				// The prefix of the file's key is the 'aws.' of the others
				this.bareName = name.substring("aws_".length());
			}
		}

		Builder<T> is(SettingTrait... traits) {
			this.traits.addAll(List.of(traits));
			return this;
		}

		Builder<T> systemProperty(String spelledByAws) {
			this.primarySystemProperty = spelledByAws;
			return this;
		}

		Builder<T> orSystemProperty(String alias) {
			this.systemProperties.add(alias);
			return this;
		}

		Builder<T> variable(String spelledByAws) {
			this.primaryVariable = spelledByAws;
			return this;
		}

		Builder<T> orVariable(String alias) {
			this.environmentVariables.add(alias);
			return this;
		}

		Builder<T> orFileKey(String alias) {
			this.fileKeys.add(alias);
			return this;
		}

		/**
		 * Take more than what is valid, as the SDK does, from whom the application has no
		 * say over.
		 * @param reader gives what the SDK makes of a text, or fails as the type does
		 */
		Builder<T> tolerates(Function<String, T> reader) {
			this.tolerance = reader;
			return this;
		}

		/**
		 * Let a text that is not valid stop nobody, wherever it stands: no AWS tool looks
		 * at it, and there are servers that take it.
		 */
		Builder<T> accepts(Function<String, T> reader) {
			this.acceptance = reader;
			return this;
		}

		Builder<T> notInFiles() {
			this.inFiles = false;
			return this;
		}

		Builder<T> defaultsTo(T value) {
			this.defaultValue = value;
			return this;
		}

		Builder<T> defaultRemark(String remark) {
			this.defaultRemark = remark;
			return this;
		}

		Builder<T> sensitive() {
			this.sensitive = true;
			return this;
		}

		Builder<T> perClient() {
			this.perClient = true;
			return this;
		}

		Builder<T> section(String title) {
			this.section = title;
			return this;
		}

		AwsSetting<T> reaches(SettingReach reach) {
			Assert.hasText(this.section, "'section' of " + this.name + " must be set");
			this.reach = reach;
			AwsSetting<T> setting = new AwsSetting<>(this);
			this.catalogue.accept(setting);
			return setting;
		}

	}

}
