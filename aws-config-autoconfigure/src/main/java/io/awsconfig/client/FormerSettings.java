package io.awsconfig.client;

import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

import io.awsconfig.Internal;
import io.awsconfig.settings.AwsSettings;

/**
 * The settings of named clients that others have taken the place of, as long as somebody
 * has them.
 */
@Internal
public final class FormerSettings {

	private final Set<AwsSettings> settings = Collections.newSetFromMap(new WeakHashMap<>());

	/**
	 * Take note of settings that others take the place of.
	 */
	public void add(AwsSettings former) {
		synchronized (this.settings) {
			former.getClients().forEach((client) -> this.settings.add(client.settings()));
		}
	}

	boolean contains(AwsSettings settings) {
		synchronized (this.settings) {
			return this.settings.contains(settings);
		}
	}

}
