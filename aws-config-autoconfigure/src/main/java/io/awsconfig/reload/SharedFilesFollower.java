package io.awsconfig.reload;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import io.awsconfig.Internal;
import io.awsconfig.credentials.refresh.CredentialsRefresher;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanCreationNotAllowedException;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Reloads the settings when somebody has edited one of the shared files. Looks at them as
 * often as at those of credentials, and waits until nobody has written for a while: what
 * is half written is not read. What is wrong is told once, and read again when the file
 * has changed again.
 */
@Internal
public final class SharedFilesFollower implements CredentialsRefresher.Watcher, SmartInitializingSingleton {

	/**
	 * How long a file has to stay as it is to count as written.
	 */
	static final Duration QUIET = Duration.ofMillis(500);

	private static final Log logger = LogFactory.getLog(SharedFilesFollower.class);

	private final SettingsInForce inForce;

	private final CredentialsRefresher refresher;

	private final Supplier<SettingsReloader> reloader;

	private final AtomicBoolean reloading = new AtomicBoolean();

	private volatile @Nullable SharedFilesLook written;

	/**
	 * Create a follower.
	 * @param inForce the settings, with the files that they come from
	 * @param refresher has the thread that looks, as long as it runs
	 * @param reloader gives what reloads the settings, on a thread of its own
	 */
	public SharedFilesFollower(SettingsInForce inForce, CredentialsRefresher refresher,
			Supplier<SettingsReloader> reloader) {
		this.inForce = inForce;
		this.refresher = refresher;
		this.reloader = reloader;
	}

	@Override
	public void afterSingletonsInstantiated() {
		if (this.inForce.isReloadable()) {
			this.refresher.add(this);
		}
	}

	@Override
	public void look() {
		if (this.reloading.get()) {
			return;
		}
		SharedFilesLook look = SharedFilesLook.at(this.inForce.environment());
		if (look.equals(this.inForce.getFiles())) {
			this.written = null;
		}
		else if (!look.equals(this.written)) {
			this.written = look;
		}
		else {
			this.written = null;
			this.reloading.set(true);
			try {
				this.refresher.execute(this::reload);
			}
			catch (RuntimeException | Error ex) {
				this.reloading.set(false);
				throw ex;
			}
		}
	}

	private void reload() {
		try {
			this.reloader.get().reload("a change of the shared files");
		}
		catch (BeanCreationNotAllowedException ex) {
			logger.debug("The shared files are not read any more, since the application is closing");
		}
		finally {
			this.reloading.set(false);
		}
	}

	@Override
	public Duration untilDue() {
		return (this.written != null) ? QUIET : CredentialsRefresher.CHECK_INTERVAL;
	}

	@Override
	public String toString() {
		return "the shared files";
	}

}
