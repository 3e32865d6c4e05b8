package io.awsconfig.imds;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import io.awsconfig.imds.JsonDocument.MalformedException;

/**
 * Asks the instance metadata service for the Region, by two ways.
 */
final class InstanceRegion {

	private static final Pattern REGION = Pattern.compile("[a-z]+(-[a-z0-9]+)+");

	private InstanceRegion() {
	}

	static String ask(MetadataSession session) throws MetadataException {
		String region = session.get("/latest/meta-data/placement/region");
		if (region == null) {
			region = askIdentityDocument(session);
		}
		region = region.strip();
		if (!REGION.matcher(region).matches()) {
			throw session.malformed("is no Region");
		}
		return region;
	}

	private static String askIdentityDocument(MetadataSession session) throws MetadataException {
		String document = session.get("/latest/dynamic/instance-identity/document");
		try {
			String region = (document != null)
					? JsonDocument.parse(document.getBytes(StandardCharsets.UTF_8)).getText("region") : null;
			if (region != null) {
				return region;
			}
		}
		catch (MalformedException ex) {
			throw session.malformed(ex.getReason());
		}
		throw new MetadataException(session.server() + " knows none.", "Set the Region.");
	}

}
