package io.awsconfig.client.bean;

import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.awsconfig.Internal;
import io.awsconfig.credentials.ApplicationCredentials;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.ResolveIdentityRequest;

import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;

/**
 * The application's own provider of credentials. It may need clients itself, to assume a
 * role for example. These have the credentials that there would be without it: one that
 * it is made with, since it is not there yet; one that it uses later, as soon as it does.
 *
 * @since 0.1.0
 */
@Internal
public final class OwnCredentialsProvider implements ApplicationCredentials {

	private static final Log logger = LogFactory.getLog(AwsClients.class);

	private final Supplier<@Nullable AwsCredentialsProvider> bean;

	private final Predicate<AwsCredentialsProvider> ours;

	private final ConfigurableBeanFactory beanFactory;

	private final ThreadLocal<AwsCredentialsProvider> asked = new ThreadLocal<>();

	/**
	 * Create an instance.
	 * @param bean gives the provider, if there is a single one
	 * @param ours tells a provider that is none of the application's own
	 * @param beanFactory makes the provider
	 */
	public OwnCredentialsProvider(Supplier<@Nullable AwsCredentialsProvider> bean,
			Predicate<AwsCredentialsProvider> ours, ConfigurableBeanFactory beanFactory) {
		this.bean = bean;
		this.ours = ours;
		this.beanFactory = beanFactory;
	}

	@Override
	public @Nullable AwsCredentialsProvider get(Supplier<AwsCredentialsProvider> without) {
		AwsCredentialsProvider provider;
		try {
			provider = this.bean.get();
		}
		catch (BeanCreationException ex) {
			if (!Cycles.isOneOfThoseWhoAsk(ex, this.beanFactory)) {
				throw ex;
			}
			logger.debug("A client that the application's AwsCredentialsProvider needs has other credentials", ex);
			return without.get();
		}
		return (provider == null || this.ours.test(provider) || isOfSdk(provider)) ? provider
				: new OfClient(provider, without);
	}

	/**
	 * Return whether a provider is one of the SDK's that use no client of the
	 * application.
	 */
	private static boolean isOfSdk(AwsCredentialsProvider provider) {
		return provider.getClass().getPackage() == StaticCredentialsProvider.class.getPackage();
	}

	/**
	 * What one client gets.
	 */
	private final class OfClient implements ApplicationCredentials.Wrapper {

		private final AwsCredentialsProvider provider;

		private final Supplier<AwsCredentialsProvider> without;

		private volatile boolean needed;

		OfClient(AwsCredentialsProvider provider, Supplier<AwsCredentialsProvider> without) {
			this.provider = provider;
			this.without = without;
		}

		@Override
		public AwsCredentialsProvider provider() {
			return this.provider;
		}

		@Override
		public boolean isPassedOver() {
			return this.needed;
		}

		@Override
		public AwsCredentials resolveCredentials() {
			AwsCredentials credentials = ask(this.provider::resolveCredentials);
			return (credentials != null) ? credentials : this.without.get().resolveCredentials();
		}

		@Override
		public CompletableFuture<AwsCredentialsIdentity> resolveIdentity(ResolveIdentityRequest request) {
			CompletableFuture<AwsCredentialsIdentity> identity = ask(() -> this.provider.resolveIdentity(request));
			return (identity != null) ? identity : this.without.get().resolveIdentity(request);
		}

		/**
		 * Ask the provider, unless it is the one who asks.
		 * @return the answer, or {@code null} if the provider needs this client
		 */
		private <T> @Nullable T ask(Supplier<T> question) {
			if (this.needed) {
				return null;
			}
			if (OwnCredentialsProvider.this.asked.get() == this.provider) {
				this.needed = true;
				return null;
			}
			OwnCredentialsProvider.this.asked.set(this.provider);
			try {
				T answer = question.get();
				return this.needed ? null : answer;
			}
			finally {
				OwnCredentialsProvider.this.asked.remove();
			}
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof OfClient that && this.provider.equals(that.provider);
		}

		@Override
		public int hashCode() {
			return this.provider.hashCode();
		}

		@Override
		public String toString() {
			return this.provider.toString();
		}

	}

}
