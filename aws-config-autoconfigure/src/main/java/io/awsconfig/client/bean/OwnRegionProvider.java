package io.awsconfig.client.bean;

import java.util.function.Supplier;

import io.awsconfig.Internal;
import io.awsconfig.client.MissingRegionException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;

import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;

/**
 * The Region of the application, which may have a provider of its own. That may need
 * clients itself, to read a parameter for example. These have the Region that there would
 * be without it.
 *
 * @since 0.1.0
 */
@Internal
public final class OwnRegionProvider implements AwsRegionProvider {

	private static final String NEEDED = "The AwsRegionProvider of the application needs this client, so that the Region cannot come from there.";

	private final Supplier<AwsRegionProvider> bean;

	private final Supplier<AwsRegionProvider> without;

	private final ConfigurableBeanFactory beanFactory;

	private final ThreadLocal<Boolean> asked = new ThreadLocal<>();

	/**
	 * Create an instance.
	 * @param bean gives the provider of the application
	 * @param without gives the one that there would be if the application had none of its
	 * own
	 * @param beanFactory makes the provider of the application
	 */
	public OwnRegionProvider(Supplier<AwsRegionProvider> bean, Supplier<AwsRegionProvider> without,
			ConfigurableBeanFactory beanFactory) {
		this.bean = bean;
		this.without = without;
		this.beanFactory = beanFactory;
	}

	@Override
	public Region getRegion() {
		if (this.asked.get() != null) {
			return getRegionWithout();
		}
		this.asked.set(true);
		try {
			return this.bean.get().getRegion();
		}
		catch (BeanCreationException ex) {
			if (Cycles.isOneOfThoseWhoAsk(ex, this.beanFactory)) {
				return getRegionWithout();
			}
			throw ex;
		}
		finally {
			this.asked.remove();
		}
	}

	private Region getRegionWithout() {
		try {
			return this.without.get().getRegion();
		}
		catch (MissingRegionException ex) {
			throw ex.because(NEEDED);
		}
	}

}
