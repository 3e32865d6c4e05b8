package io.awsconfig.settings;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.SourceKind;
import io.awsconfig.settings.catalog.WrittenValue;
import org.jspecify.annotations.Nullable;

/**
 * Finds values that were meant to apply and do not. That the value of a higher place, or
 * of fewer clients, applies in place of another is as it should be, and nothing to talk
 * about. What is reported, each value once:
 * <ul>
 * <li>what stands in the application itself and gives way to a variable of the machine,
 * since that may be there for somebody else;</li>
 * <li>what was given when the application was started, for all clients, and gives way to
 * what stands for some of them in a lower place;</li>
 * <li>what stands for some clients, and gives way to what stands for all in a higher
 * place, which endpoints alone do;</li>
 * <li>what gives way to another setting although it stands in a higher place.</li>
 * </ul>
 */
final class LostValues {

	/**
	 * Parts of a unit whose first part stands for all of it.
	 */
	private static final Set<AwsSetting<?>> PARTS = Set.of(SettingCatalog.SECRET_ACCESS_KEY,
			SettingCatalog.SESSION_TOKEN);

	private final SettingReader reader;

	private final Map<AwsSetting<?>, SettingValue<?>> ofAll;

	/**
	 * Create an instance.
	 * @param reader collects what is found
	 * @param ofAll the values of all clients
	 */
	LostValues(SettingReader reader, Map<AwsSetting<?>, SettingValue<?>> ofAll) {
		this.reader = reader;
		this.ofAll = ofAll;
	}

	void report() {
		for (SettingValue<?> value : this.ofAll.values()) {
			if (PARTS.contains(value.getSetting()) && isLost(this.ofAll.get(SettingCatalog.ACCESS_KEY_ID))) {
				continue;
			}
			WrittenValue effective = value.getWritten();
			for (WrittenValue shadowed : value.getShadowed()) {
				if (effective != null && isLost(effective, shadowed)) {
					add(value, effective, shadowed, "");
				}
			}
			reportDisplaced(value, places(value), Set.of());
		}
	}

	/**
	 * Report what is lost for the clients of a service, or for a named client.
	 * @param settings their settings
	 * @param ofService the settings of the service, if these are those of a named client
	 * @param clients how to call the clients
	 */
	void report(AwsSettings settings, @Nullable AwsSettings ofService, String clients) {
		for (SettingValue<?> value : settings.getValues()) {
			AwsSetting<?> setting = value.getSetting();
			SettingValue<?> global = this.ofAll.get(setting);
			if (setting.isPerClient() && global != null && !PARTS.contains(setting)) {
				Set<String> ofAll = places(global);
				Set<String> known = (ofService != null) ? places(ofService.get(setting)) : ofAll;
				report(value, global, ofAll, known, clients);
				reportDisplaced(value, ofAll, known);
			}
		}
	}

	private void report(SettingValue<?> value, SettingValue<?> global, Set<String> ofAll, Set<String> ofService,
			String clients) {
		WrittenValue effective = value.getWritten();
		if (effective == null) {
			return;
		}
		int level = level(effective, ofAll, ofService);
		for (WrittenValue shadowed : value.getShadowed()) {
			int other = level(shadowed, ofAll, ofService);
			if (other == level) {
				if (level != 0 || !isLost(effective, shadowed)) {
					continue;
				}
				add(value, effective, shadowed, "");
				return;
			}
			if ((level < other || value.getSetting() == SettingCatalog.ENDPOINT_URL)
					&& isLostTo(effective, level, shadowed, other)) {
				add(value, effective, shadowed, reason(clients, level < other));
				return;
			}
		}
		// What decides whose credentials a client has shadows nothing of all clients
		WrittenValue ofAllClients = global.getWritten();
		if (level == 0 && value.getShadowed().isEmpty() && ofAllClients != null
				&& isLostTo(effective, level, ofAllClients, 2)) {
			add(value, effective, ofAllClients, reason(clients, true));
		}
	}

	private static String reason(String clients, boolean special) {
		return special ? " to %s, since it is set for %s".formatted(clients, clients.startsWith("the ") ? "it" : "them")
				: " to %s as well, since its place counts first".formatted(clients);
	}

	private static boolean isLost(@Nullable SettingValue<?> value) {
		WrittenValue effective = (value != null) ? value.getWritten() : null;
		if (value == null || effective == null) {
			return false;
		}
		for (WrittenValue shadowed : value.getShadowed()) {
			if (isLost(effective, shadowed)) {
				return true;
			}
		}
		return false;
	}

	private static boolean isLost(WrittenValue effective, WrittenValue shadowed) {
		return effective.kind() == SourceKind.ENVIRONMENT_VARIABLES && shadowed.kind() == SourceKind.APPLICATION
				&& !shadowed.text().equals(effective.text());
	}

	private static boolean isLostTo(WrittenValue effective, int level, WrittenValue shadowed, int other) {
		if (effective.kind() == SourceKind.CONNECTION || shadowed.text().equals(effective.text())) {
			// That connection details apply in place of properties is what they are for
			return false;
		}
		return level > other || (shadowed.kind().compareTo(effective.kind()) < 0
				&& (shadowed.kind() == SourceKind.COMMAND_LINE || shadowed.kind() == SourceKind.SYSTEM_PROPERTIES));
	}

	/**
	 * Report what another setting takes the place of, if it stands in a higher place than
	 * that, or for fewer clients.
	 */
	private void reportDisplaced(SettingValue<?> value, Set<String> ofAll, Set<String> ofService) {
		Displacer displacer = value.getDisplacer();
		List<WrittenValue> all = value.getAllWritten();
		String reason = (displacer != null) ? reason(displacer.setting()) : null;
		if (displacer == null || reason == null || all.isEmpty()) {
			return;
		}
		WrittenValue lost = all.get(0);
		boolean special = displacer.setting() == SettingCatalog.HTTP_SSL_BUNDLE && level(lost, ofAll,
				ofService) < level(displacer.written(), places(this.ofAll.get(displacer.setting())), Set.of());
		if (special || lost.kind().compareTo(displacer.written().kind()) < 0) {
			this.reader.addDiagnostic(
					new Diagnostic("'%s' has the value %s here, but %s with the value %s %s".formatted(lost.spelling(),
							SettingValue.display(value.getSetting(), lost.text()), displacer.written(),
							displacer.displayValue(), reason), lost.origin()));
		}
	}

	private static @Nullable String reason(AwsSetting<?> displacer) {
		if (displacer == SettingCatalog.HTTP_SSL_BUNDLE) {
			return "applies: of a CA bundle and an SSL bundle, it is the SSL bundle that counts";
		}
		return (displacer == SettingCatalog.IGNORE_CONFIGURED_ENDPOINT_URLS) ? "switches off all that are configured"
				: null;
	}

	private void add(SettingValue<?> value, WrittenValue effective, WrittenValue shadowed, String reason) {
		AwsSetting<?> setting = value.getSetting();
		this.reader.addDiagnostic(new Diagnostic("'%s' has the value %s here, but %s with the value %s applies%s"
			.formatted(shadowed.spelling(), SettingValue.display(setting, shadowed.text()), effective,
					SettingValue.display(setting, effective.text()), reason),
				shadowed.origin()));
	}

	/**
	 * Return for how many clients a value is: 0 is the fewest.
	 */
	private static int level(WrittenValue written, Set<String> ofAll, Set<String> ofService) {
		String place = placeOf(written);
		return ofAll.contains(place) ? 2 : ofService.contains(place) ? 1 : 0;
	}

	private static Set<String> places(@Nullable SettingValue<?> value) {
		Set<String> places = new HashSet<>();
		if (value != null) {
			for (WrittenValue written : value.getAllWritten()) {
				places.add(placeOf(written));
			}
		}
		return places;
	}

	private static String placeOf(WrittenValue written) {
		// By words: two origins of one place need not be equal
		return written.kind() + " " + written;
	}

}
