package io.awsconfig.bootstrap;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.config.ConfigDataLocation;
import org.springframework.boot.context.config.ConfigDataLocationResolver;
import org.springframework.boot.context.config.ConfigDataLocationResolverContext;
import org.springframework.boot.context.config.ConfigDataResource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * The configuration data that has been loaded when a location is about to be imported.
 */
final class LoadedConfigData {

	private volatile @Nullable ConfigDataLocationResolverContext context;

	@Nullable Binder getBinder() {
		ConfigDataLocationResolverContext context = this.context;
		return (context != null) ? context.getBinder() : null;
	}

	/**
	 * Resolves nothing, but is asked first for every location. The {@link Binder} of the
	 * bootstrap context would not do: during the first imports it does not know the files
	 * that ask for them.
	 */
	@Order(Ordered.HIGHEST_PRECEDENCE)
	static final class Observer implements ConfigDataLocationResolver<ConfigDataResource> {

		@Override
		public boolean isResolvable(ConfigDataLocationResolverContext context, ConfigDataLocation location) {
			LoadedConfigData loaded = context.getBootstrapContext().getOrElse(LoadedConfigData.class, null);
			if (loaded != null) {
				loaded.context = context;
				SpringCloudAwsImports.prepare(location, context.getBootstrapContext());
			}
			return false;
		}

		@Override
		public List<ConfigDataResource> resolve(ConfigDataLocationResolverContext context,
				ConfigDataLocation location) {
			return List.of();
		}

	}

}
