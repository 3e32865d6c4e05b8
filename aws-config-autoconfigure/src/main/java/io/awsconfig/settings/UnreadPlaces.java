package io.awsconfig.settings;

import java.util.Collection;
import java.util.List;

import io.awsconfig.Internal;
import io.awsconfig.diagnostic.Diagnostic;

/**
 * Where settings stand that nobody reads as the application was started: in files of a
 * Spring profile that is not active, for example. That is not odd, and nobody looks there
 * before something is missing.
 */
@Internal
@FunctionalInterface
public interface UnreadPlaces {

	/**
	 * There are none, or nobody knows.
	 */
	UnreadPlaces NONE = (failure, missing) -> List.of();

	/**
	 * Look for what is missing.
	 * @param failure what failed
	 * @param missing the names of what is missing, in any spelling
	 * @return where it stands, and what to do to have it read; never a value
	 */
	List<Diagnostic> find(String failure, Collection<String> missing);

}
