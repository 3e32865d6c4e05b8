package io.awsconfig.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingReach;

/**
 * A place where a setting can stand.
 *
 * @param kind the kind of place
 * @param name the name that the setting has there
 */
record Place(Kind kind, String name) {

	/**
	 * Return all places of a setting, each of its names in each source, and first of all
	 * none.
	 */
	static List<Place> of(AwsSetting<?> setting) {
		List<Place> places = new ArrayList<>();
		places.add(new Place(Kind.NONE, ""));
		for (Kind kind : Kind.values()) {
			names(setting, kind).forEach((name) -> places.add(new Place(kind, name)));
		}
		return places;
	}

	private static List<String> names(AwsSetting<?> setting, Kind kind) {
		return switch (kind) {
			case NONE -> List.of();
			case COMMAND_LINE, APPLICATION -> List.of(setting.getPropertyName());
			case SYSTEM_PROPERTY -> setting.getSystemProperties();
			case VARIABLE -> setting.getEnvironmentVariables();
			case CREDENTIALS_FILE, CONFIG_FILE -> setting.getFileKeys();
			case SERVICE, CLIENT -> setting.isPerClient() ? List.of(setting.getShortPropertyName()) : List.of();
			case SERVICES_SECTION -> (setting.isPerClient() && setting.getReach() != SettingReach.CREDENTIALS)
					? setting.getFileKeys() : List.of();
		};
	}

	/**
	 * Return whether the setting stands anywhere.
	 */
	boolean isSet() {
		return this.kind != Kind.NONE;
	}

	/**
	 * Return the place of another setting beside this one.
	 */
	Place with(AwsSetting<?> neighbour) {
		return isSet() ? new Place(this.kind, names(neighbour, this.kind).get(0)) : this;
	}

	@Override
	public String toString() {
		return (this.kind.name().toLowerCase(Locale.ROOT) + " " + this.name).trim().replace('_', ' ');
	}

	/**
	 * The kinds of places.
	 */
	enum Kind {

		NONE, COMMAND_LINE, SYSTEM_PROPERTY, VARIABLE, APPLICATION, CREDENTIALS_FILE, CONFIG_FILE,

		/**
		 * {@code aws.services.<id>.…}.
		 */
		SERVICE,

		/**
		 * A services section of the shared config file.
		 */
		SERVICES_SECTION,

		/**
		 * {@code aws.clients.<name>.…}.
		 */
		CLIENT

	}

}
