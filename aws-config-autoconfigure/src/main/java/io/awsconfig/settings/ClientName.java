package io.awsconfig.settings;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.awsconfig.diagnostic.UniformName;
import io.awsconfig.settings.catalog.SourceKind;

import org.springframework.util.Assert;

/**
 * The name that an application gives to one more client, as in
 * {@code aws.clients.<name>.service}. Casing and separators do not tell names apart,
 * since environment variables cannot spell them.
 *
 * @since 0.1.0
 */
public final class ClientName implements ClientKey {

	private final String value;

	private final String uniform;

	private ClientName(String value, String uniform) {
		this.value = value;
		this.uniform = uniform;
	}

	/**
	 * Return a name.
	 * @param text the name as somebody wrote it
	 * @return the name
	 * @throws IllegalArgumentException if the text has neither letter nor digit
	 */
	public static ClientName of(String text) {
		String uniform = UniformName.of(text);
		Assert.isTrue(!uniform.isEmpty(), "'text' must contain a letter or a digit");
		return new ClientName(text, uniform);
	}

	/**
	 * Return the names that stand in some places. What an environment variable cannot
	 * spell is taken from another place, if it stands there as well.
	 * @param sources the places
	 * @return the names
	 */
	public static Collection<ClientName> in(List<? extends SettingSource> sources) {
		Map<ClientName, ClientName> names = new LinkedHashMap<>();
		for (SettingSource source : sources) {
			for (ClientName name : source.getClients()) {
				if (source.getKind() != SourceKind.ENVIRONMENT_VARIABLES) {
					names.remove(name);
				}
				names.putIfAbsent(name, name);
			}
		}
		return names.values();
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof ClientName that && this.uniform.equals(that.uniform);
	}

	@Override
	public int hashCode() {
		return this.uniform.hashCode();
	}

	/**
	 * Return the name as somebody wrote it.
	 */
	@Override
	public String toString() {
		return this.value;
	}

}
