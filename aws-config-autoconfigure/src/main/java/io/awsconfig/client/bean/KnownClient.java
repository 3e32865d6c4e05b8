package io.awsconfig.client.bean;

import java.lang.ref.WeakReference;
import java.util.concurrent.locks.ReentrantLock;

import io.awsconfig.client.BuiltClient;
import io.awsconfig.client.bean.ClientSpecification.Key;
import io.awsconfig.client.bean.CredentialLeases.Owner;
import io.awsconfig.settings.AwsSettings;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * A client that a factory has made, or is going to.
 */
final class KnownClient {

	final Key key;

	/**
	 * The settings of the application that it is made of.
	 */
	final AwsSettings settings;

	/**
	 * Whoever builds it has this.
	 */
	final ReentrantLock lock = new ReentrantLock();

	/**
	 * The number of the last use.
	 */
	long used;

	/**
	 * Whether what it had has been given back.
	 */
	boolean gone;

	/**
	 * Whether somebody is told when it is garbage.
	 */
	boolean watched;

	@Nullable BuiltClient built;

	@Nullable Owner owner;

	private volatile @Nullable SdkAutoCloseable held;

	private volatile @Nullable WeakReference<SdkAutoCloseable> known;

	KnownClient(Key key, AwsSettings settings) {
		this.key = key;
		this.settings = settings;
	}

	/**
	 * Return the client, if the factory holds it.
	 */
	@Nullable SdkAutoCloseable held() {
		return this.held;
	}

	/**
	 * Return the client, if anybody holds it.
	 */
	@Nullable SdkAutoCloseable find() {
		SdkAutoCloseable held = this.held;
		WeakReference<SdkAutoCloseable> known = this.known;
		return (held != null || known == null) ? held : known.get();
	}

	/**
	 * Return whether it has been held.
	 */
	boolean isMade() {
		return this.known != null;
	}

	void hold(SdkAutoCloseable client) {
		if (this.known == null) {
			this.known = new WeakReference<>(client);
		}
		this.held = client;
	}

	void letGo() {
		this.held = null;
	}

}
