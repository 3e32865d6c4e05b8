package io.awsconfig.samples.quickstart.trouble;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All troubles, by their kind.
 */
final class Troubles {

	private Troubles() {
	}

	static Map<String, List<Trouble>> all(String certificate) {
		Map<String, List<Trouble>> all = new LinkedHashMap<>();
		all.put("Region and profile", RegionTroubles.all());
		all.put("Credentials", CredentialsTroubles.all());
		return all;
	}

}
