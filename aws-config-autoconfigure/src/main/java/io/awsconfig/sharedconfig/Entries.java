package io.awsconfig.sharedconfig;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Entries by name, in the order of the file, unmodifiable. An array that is searched from
 * its start is smaller than a hash table and, for the handful of settings that a section
 * has, as fast; an index is added only to those that have many.
 */
final class Entries {

	static final Entries EMPTY = new Entries(new Entry[0], null);

	private static final int MAX_SEARCHED = 16;

	private final Entry[] entries;

	private final @Nullable Map<String, Integer> index;

	private Entries(Entry[] entries, @Nullable Map<String, Integer> index) {
		this.entries = entries;
		this.index = index;
	}

	@Nullable Entry get(String name) {
		int i = indexOf(name, this.entries, this.entries.length, this.index);
		return (i != -1) ? this.entries[i] : null;
	}

	int size() {
		return this.entries.length;
	}

	List<Entry> asList() {
		return Collections.unmodifiableList(Arrays.asList(this.entries));
	}

	Map<String, Entry> asMap() {
		return new EntryMap(this);
	}

	private static int indexOf(String name, @Nullable Entry[] entries, int size, @Nullable Map<String, Integer> index) {
		if (index != null) {
			return index.getOrDefault(name, -1);
		}
		for (int i = 0; i < size; i++) {
			Entry entry = entries[i];
			if (entry != null && entry.getName().equals(name)) {
				return i;
			}
		}
		return -1;
	}

	/**
	 * Collects entries; a later one takes the place of an earlier one of its name.
	 */
	static final class Builder {

		// Most sections have no more, and a growing array is copied
		private static final int INITIAL_CAPACITY = 6;

		private @Nullable Entry[] entries = new Entry[INITIAL_CAPACITY];

		private int size;

		private @Nullable Map<String, Integer> index;

		/**
		 * Add an entry.
		 * @param entry the entry
		 * @return the earlier entry that it replaces, or {@code null}
		 */
		@Nullable Entry put(Entry entry) {
			int i = indexOf(entry.getName(), this.entries, this.size, this.index);
			if (i != -1) {
				Entry replaced = this.entries[i];
				this.entries[i] = entry;
				return replaced;
			}
			if (this.size == this.entries.length) {
				this.entries = Arrays.copyOf(this.entries, this.size * 2);
			}
			this.entries[this.size++] = entry;
			if (this.index != null) {
				this.index.put(entry.getName(), this.size - 1);
			}
			else if (this.size > MAX_SEARCHED) {
				this.index = indexAll();
			}
			return null;
		}

		private Map<String, Integer> indexAll() {
			Map<String, Integer> all = new HashMap<>();
			for (int i = 0; i < this.size; i++) {
				all.put(Objects.requireNonNull(this.entries[i]).getName(), i);
			}
			return all;
		}

		Entries build() {
			return (this.size != 0) ? new Entries(Arrays.copyOf(this.entries, this.size, Entry[].class), this.index)
					: EMPTY;
		}

	}

}
