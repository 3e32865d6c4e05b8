package io.awsconfig.settings.catalog;

import java.net.URI;
import java.net.URISyntaxException;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

import static io.awsconfig.settings.catalog.SettingTypes.require;

/**
 * The types of settings that are addresses.
 */
final class UrlTypes {

	private static final int MAX_LENGTH = 8192;

	private UrlTypes() {
	}

	static SettingType<URI> url(String validValues, boolean withQuery) {
		return new Url(validValues, withQuery, false);
	}

	static URI withAnyParts(String text) {
		return new Url("", true, true).read(text);
	}

	static SettingType<URI> proxy() {
		return new Proxy();
	}

	private static boolean isAsciiLetter(int ch) {
		return (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z');
	}

	/**
	 * The address of a proxy: nothing but scheme, host and port, since user name and
	 * password would be seen in it.
	 */
	private static final class Proxy extends SettingType<URI> {

		private final Url url = new Url("", false, false);

		Proxy() {
			super(URI.class, "an http or https URL with a host and a port, such as http://proxy.example.com:3128");
		}

		@Override
		public URI read(String text) {
			URI proxy = this.url.read(text);
			require(proxy.getPort() > 0, "has no port");
			require(proxy.getRawPath().isEmpty() || proxy.getRawPath().equals("/"), "has a path");
			return proxy;
		}

		@Override
		public @Nullable String suggest(String text) {
			String suggestion = this.url.suggest(text);
			return (suggestion != null && URI.create(suggestion).getPort() > 0) ? suggestion : null;
		}

	}

	private static final class Url extends SettingType<URI> {

		private final boolean withQuery;

		private final boolean withUser;

		Url(String validValues, boolean withQuery, boolean withUser) {
			super(URI.class, validValues);
			this.withQuery = withQuery;
			this.withUser = withUser;
		}

		@Override
		public URI read(String text) {
			require(text.length() <= MAX_LENGTH, "is longer than " + MAX_LENGTH + " characters");
			require(hasScheme(text), "has no scheme (http:// or https://)");
			URI url = readUri(text);
			require("http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme()),
					"has a scheme other than http and https");
			String authority = url.getRawAuthority();
			require(StringUtils.hasText(authority) && !authority.startsWith(":"), "has no host");
			require(this.withUser || !authority.contains("@"), "has a user name or password in it");
			// With an underscore, for example, Java takes the host for something else
			require(url.getHost() != null, "has a host or port that is not valid");
			require(url.getPort() <= 65535, "has a port above 65535");
			require(this.withQuery || (url.getRawQuery() == null && url.getRawFragment() == null),
					"has a query or a fragment");
			return url;
		}

		/**
		 * Return whether a text starts with a scheme. Before a port, it is a host.
		 */
		private static boolean hasScheme(String text) {
			return text.matches("(?is)https?:.*|[a-z][a-z0-9+.-]*:(?!\\d).*");
		}

		@Override
		public @Nullable String suggest(String text) {
			String rest = (text.length() <= MAX_LENGTH) ? withoutScheme(text) : null;
			if (rest == null || rest.startsWith("/")) {
				return null;
			}
			boolean secure = hasScheme(text) ? text.regionMatches(true, 0, "https", 0, 5) : isPublicHost(rest);
			String suggestion = (secure ? "https://" : "http://") + (rest.startsWith(":") ? "localhost" : "") + rest;
			try {
				read(suggestion);
				return suggestion;
			}
			catch (IllegalArgumentException ex) {
				return null;
			}
		}

		/**
		 * Return what follows a scheme that is not there, not complete, or without a
		 * host.
		 */
		private static @Nullable String withoutScheme(String text) {
			if (!hasScheme(text)) {
				return text.startsWith("//") ? text.substring(2) : text;
			}
			return text.matches("(?is)https?:(//:|/?[^/]).*") ? text.replaceFirst("(?i)https?:/{0,2}", "") : null;
		}

		/**
		 * Return whether a text starts with a host that has a dot and, behind one, a
		 * letter, and with no port but that of https.
		 */
		private static boolean isPublicHost(String text) {
			int end = 0;
			while (end < text.length() && ":/".indexOf(text.charAt(end)) == -1) {
				end++;
			}
			String host = text.substring(0, end);
			String rest = text.substring(end);
			int dot = host.indexOf('.');
			return dot != -1 && host.lastIndexOf('[', dot) == -1
					&& host.substring(dot).chars().anyMatch(UrlTypes::isAsciiLetter)
					&& (rest.isEmpty() || rest.equals(":443") || rest.startsWith(":443/") || rest.startsWith("/"));
		}

		private static URI readUri(String text) {
			try {
				return new URI(text);
			}
			catch (URISyntaxException ex) {
				// The exception's own message repeats the text, which may hold a password
				throw new IllegalArgumentException("is not a URL (" + ex.getReason() + ")");
			}
		}

	}

}
