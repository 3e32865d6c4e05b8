package io.awsconfig.sharedconfig;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The view of {@link Entries} as an unmodifiable map. {@code Map} has an {@code Entry} of
 * its own, hence the full names.
 */
final class EntryMap extends AbstractMap<String, io.awsconfig.sharedconfig.Entry> {

	private final Entries entries;

	EntryMap(Entries entries) {
		this.entries = entries;
	}

	@Override
	public io.awsconfig.sharedconfig.@Nullable Entry get(@Nullable Object key) {
		return (key instanceof String name) ? this.entries.get(name) : null;
	}

	@Override
	public boolean containsKey(@Nullable Object key) {
		return get(key) != null;
	}

	@Override
	public Set<Map.Entry<String, io.awsconfig.sharedconfig.Entry>> entrySet() {
		return new AbstractSet<>() {

			@Override
			public Iterator<Map.Entry<String, io.awsconfig.sharedconfig.Entry>> iterator() {
				return EntryMap.this.entries.asList()
					.stream()
					.map((entry) -> Map.entry(entry.getName(), entry))
					.iterator();
			}

			@Override
			public int size() {
				return EntryMap.this.entries.size();
			}

		};
	}

	/**
	 * A key that does not look like a name may be a piece of a secret.
	 */
	@Override
	public String toString() {
		return this.entries.asList().toString();
	}

}
