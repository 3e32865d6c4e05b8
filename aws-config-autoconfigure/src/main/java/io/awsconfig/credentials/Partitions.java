package io.awsconfig.credentials;

import java.util.Map;
import java.util.stream.Collectors;

import io.awsconfig.Internal;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.RegionMetadata;

/**
 * Tells whether an ARN and a Region are of one partition, such as that of China: none
 * knows the accounts of another.
 */
@Internal
public final class Partitions {

	private static final Map<String, PartitionMetadata> PARTITIONS = Region.regions()
		.stream()
		.map(PartitionMetadata::of)
		.collect(Collectors.toMap(PartitionMetadata::id, (partition) -> partition, (one, other) -> one));

	private static final int PARTS = 6;

	private Partitions() {
	}

	/**
	 * Return how an ARN would have to be in a Region.
	 * @param arn the ARN, or what is meant as one
	 * @param region the Region, if it is known
	 * @return the ARN, or {@code null} if it is right or nobody can tell
	 */
	public static @Nullable String correct(String arn, @Nullable Region region) {
		String[] parts = arn.split(":", PARTS);
		RegionMetadata metadata = (region != null) ? RegionMetadata.of(region) : null;
		if (metadata == null || parts.length != PARTS || !parts[0].equals("arn") || !PARTITIONS.containsKey(parts[1])
				|| parts[1].equals(metadata.partition().id())) {
			return null;
		}
		parts[1] = metadata.partition().id();
		return String.join(":", parts);
	}

	/**
	 * Say that an ARN and a Region do not go together.
	 * @param setting the setting that has the ARN
	 */
	public static String describe(String setting, String arn, @Nullable Region region) {
		RegionMetadata metadata = (region != null) ? RegionMetadata.of(region) : null;
		PartitionMetadata there = PARTITIONS.get(arn.split(":", PARTS)[1]);
		return "'%s' does not go with the Region: %s is of the partition '%s' (%s), the Region %s of '%s' (%s), and no partition knows the accounts of another"
			.formatted(setting, arn, (there != null) ? there.id() : "", (there != null) ? there.name() : "", region,
					(metadata != null) ? metadata.partition().id() : "",
					(metadata != null) ? metadata.partition().name() : "");
	}

}
