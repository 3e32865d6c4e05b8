package io.awsconfig.settings;

import java.util.List;
import java.util.Set;

import io.awsconfig.Internal;
import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SourceKind;
import io.awsconfig.settings.catalog.WrittenValue;
import org.jspecify.annotations.Nullable;

/**
 * One place in which settings can stand.
 *
 * @since 0.1.0
 */
@Internal
public interface SettingSource {

	/**
	 * Return what kind of place this is.
	 * @return the kind
	 */
	SourceKind getKind();

	/**
	 * Find what is written here for a setting.
	 * @param setting the setting
	 * @param client the service or the named client to which it must be specific, or
	 * {@code null} for the setting of all clients
	 * @return what was found, the one that counts first
	 */
	List<WrittenValue> find(AwsSetting<?> setting, @Nullable ClientKey client);

	/**
	 * Return the services that have settings of their own here.
	 * @return the identifiers
	 */
	Set<ServiceId> getServices();

	/**
	 * Return the named clients that have settings here.
	 * @return the names
	 */
	default Set<ClientName> getClients() {
		return Set.of();
	}

	/**
	 * Return what is odd about the names that are used here.
	 * @return the diagnostics
	 */
	List<Diagnostic> getDiagnostics();

	/**
	 * Return what here nobody can read, so that nobody can tell what it should have said.
	 * @return what is wrong, with its place
	 */
	default List<Diagnostic> getFaults() {
		return List.of();
	}

	/**
	 * Return a name that is here, is meant for a setting of all clients and is not read.
	 * @param setting the setting
	 * @return the name as somebody wrote it, or {@code null}
	 */
	default @Nullable String findMistaken(AwsSetting<?> setting) {
		return null;
	}

	/**
	 * Return where settings stand that are not read.
	 * @return the places, which nobody has looked at yet
	 */
	default UnreadPlaces getUnreadPlaces() {
		return UnreadPlaces.NONE;
	}

}
