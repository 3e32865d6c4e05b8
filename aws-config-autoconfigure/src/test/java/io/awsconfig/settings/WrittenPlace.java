package io.awsconfig.settings;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SourceKind;
import io.awsconfig.settings.catalog.WrittenValue;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.origin.Origin;

/**
 * A place that a test writes in one line: its kind, then the settings, as in
 * {@code APPLICATION region=a s3:region=b @archive:service=s3}. The second one is of a
 * service, the third one of a named client.
 */
public final class WrittenPlace implements SettingSource {

	private final SourceKind kind;

	private final List<Line> lines = new ArrayList<>();

	private WrittenPlace(String text) {
		String[] words = text.strip().split(" +");
		this.kind = SourceKind.valueOf(words[0]);
		for (int i = 1; i < words.length; i++) {
			this.lines.add(Line.of(words[i], this.kind));
		}
	}

	/**
	 * Return the places of a text, the one that counts first. A bar is between two.
	 */
	public static List<SettingSource> all(String text) {
		List<SettingSource> places = new ArrayList<>();
		for (String place : text.split("\\|")) {
			if (!place.isBlank()) {
				places.add(new WrittenPlace(place));
			}
		}
		return places;
	}

	/**
	 * Return whose settings a text means: all clients', a service's or a named client's.
	 */
	static @Nullable ClientKey client(@Nullable String text) {
		if (text == null) {
			return null;
		}
		return text.startsWith("@") ? ClientName.of(text.substring(1)) : ServiceId.of(text);
	}

	@Override
	public SourceKind getKind() {
		return this.kind;
	}

	@Override
	public List<WrittenValue> find(AwsSetting<?> setting, @Nullable ClientKey client) {
		return this.lines.stream()
			.filter((line) -> line.setting().equals(setting.getName()) && isOf(line, client))
			.map(Line::value)
			.toList();
	}

	private static boolean isOf(Line line, @Nullable ClientKey client) {
		return (line.client() != null) ? line.client().equals(client) : client == null;
	}

	@Override
	public Set<ServiceId> getServices() {
		return keys(ServiceId.class);
	}

	@Override
	public Set<ClientName> getClients() {
		return keys(ClientName.class);
	}

	private <K extends ClientKey> Set<K> keys(Class<K> type) {
		Set<K> keys = new LinkedHashSet<>();
		this.lines.stream().map(Line::client).filter(type::isInstance).map(type::cast).forEach(keys::add);
		return keys;
	}

	/**
	 * Every place finds itself odd.
	 */
	@Override
	public List<Diagnostic> getDiagnostics() {
		return List.of(new Diagnostic("odd", new Place(this.kind.toString())));
	}

	private record Line(@Nullable ClientKey client, String setting, WrittenValue value) {

		static Line of(String word, SourceKind kind) {
			String spelling = word.substring(0, word.indexOf('='));
			int colon = spelling.indexOf(':');
			return new Line(WrittenPlace.client((colon != -1) ? spelling.substring(0, colon) : null),
					spelling.substring(colon + 1), new WrittenValue(word.substring(word.indexOf('=') + 1), spelling,
							kind, new Place(kind + " " + spelling)));
		}

	}

	private record Place(String name) implements Origin {

		@Override
		public String toString() {
			return this.name;
		}

	}

}
