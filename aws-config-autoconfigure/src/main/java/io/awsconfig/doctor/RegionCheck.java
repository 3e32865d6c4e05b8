package io.awsconfig.doctor;

import java.util.List;
import java.util.stream.Stream;

import io.awsconfig.client.ApplicationBean;
import io.awsconfig.client.MissingRegionException;
import io.awsconfig.diagnostic.NearestName;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.NamedClient;
import io.awsconfig.settings.SettingValue;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.WrittenValue;
import software.amazon.awssdk.regions.Region;

/**
 * Which Region there is, where from, and whether the SDK knows it: that of the
 * application, and those of services and named clients that have their own.
 */
record RegionCheck(Patient patient) implements Check {

	@Override
	public void run(Notes notes) {
		notes.begin("region", null);
		checkApplication(notes);
		AwsSettings settings = this.patient.settings();
		settings.getServices().forEach((service) -> checkOwn(service.toString(), settings.forService(service), notes));
		settings.getClients().forEach((client) -> checkOwn("client '" + client.name() + "'", client.settings(), notes));
	}

	private void checkApplication(Notes notes) {
		try {
			Region region = this.patient.clients().get().region().getRegion();
			ApplicationBean bean = this.patient.beans().get().regionProvider();
			WrittenValue written = this.patient.settings().get(SettingCatalog.REGION).getWritten();
			String place = (bean != null) ? "from the application's AwsRegionProvider " + bean
					: (written != null) ? "from " + written : "from the instance metadata service";
			check(region.id(), place, notes);
		}
		catch (MissingRegionException ex) {
			if (isMissed()) {
				notes.fail(ex);
			}
			else {
				notes.skipped("there is none for all clients, and every client that could be built has its own");
			}
		}
		catch (AwsConfigurationException ex) {
			notes.fail(ex);
		}
		catch (RuntimeException ex) {
			notes.failUnexplained("the Region cannot be found out", ex);
		}
	}

	/**
	 * Return whether there are clients that have no Region of their own.
	 */
	private boolean isMissed() {
		AwsSettings settings = this.patient.settings();
		return Stream
			.concat(EndpointsInUse.servicesCalled(this.patient.classLoader()).map(settings::forService),
					settings.getClients().stream().map(NamedClient::settings))
			.anyMatch((client) -> client.getValue(SettingCatalog.REGION) == null);
	}

	private void checkOwn(String owner, AwsSettings settings, Notes notes) {
		SettingValue<String> own = settings.get(SettingCatalog.REGION);
		WrittenValue written = own.getWritten();
		if (written != null && own.getValue() != null
				&& !written.equals(this.patient.settings().get(SettingCatalog.REGION).getWritten())) {
			notes.begin("region", owner);
			check(own.getValue(), "from " + written, notes);
		}
	}

	private static void check(String region, String place, Notes notes) {
		List<String> known = Region.regions().stream().map(Region::id).toList();
		if (known.contains(region)) {
			notes.ok(region + " " + place);
			return;
		}
		String nearest = NearestName.find(region, known);
		notes.warn("%s %s is no Region that this version of the SDK knows".formatted(region, place),
				(nearest != null)
						? "If it is misspelt, write %s. If it is a new one, update the SDK.".formatted(nearest)
						: "Correct it, unless it is a new Region or one of your own server.");
	}

}
