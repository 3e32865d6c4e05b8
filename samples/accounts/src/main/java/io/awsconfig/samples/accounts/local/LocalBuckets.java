package io.awsconfig.samples.accounts.local;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * The buckets of an account in a Region, in memory. What can be done with them is what
 * the sample needs: buckets are created and listed, objects put, got and deleted.
 */
final class LocalBuckets {

	private final Map<String, SortedMap<String, byte[]>> buckets = new ConcurrentHashMap<>();

	LocalAnswer answer(String method, String path, byte[] body) {
		String[] names = path.substring(1).split("/", 2);
		if (names.length == 1 && method.equals("PUT")) {
			return create(names[0]);
		}
		SortedMap<String, byte[]> bucket = this.buckets.get(names[0]);
		if (bucket == null) {
			return LocalAnswer.error(404, "NoSuchBucket");
		}
		if (names.length == 1) {
			return method.equals("GET") ? list(bucket) : LocalAnswer.error(501, "NotImplemented");
		}
		return answer(method, bucket, names[1], body);
	}

	private LocalAnswer create(String name) {
		boolean created = this.buckets.putIfAbsent(name, new ConcurrentSkipListMap<>()) == null;
		return created ? LocalAnswer.done(200) : LocalAnswer.error(409, "BucketAlreadyOwnedByYou");
	}

	private static LocalAnswer list(SortedMap<String, byte[]> bucket) {
		String contents = bucket.entrySet()
			.stream()
			.map((object) -> "<Contents><Key>%s</Key><Size>%d</Size></Contents>"
				.formatted(URLEncoder.encode(object.getKey(), StandardCharsets.UTF_8), object.getValue().length))
			.collect(Collectors.joining());
		return LocalAnswer.xml(200,
				"<ListBucketResult><EncodingType>url</EncodingType><IsTruncated>false</IsTruncated>%s</ListBucketResult>"
					.formatted(contents));
	}

	private static LocalAnswer answer(String method, SortedMap<String, byte[]> bucket, String key, byte[] body) {
		return switch (method) {
			case "PUT" -> {
				bucket.put(key, body);
				yield LocalAnswer.done(200);
			}
			case "GET" -> get(bucket.get(key));
			case "DELETE" -> {
				bucket.remove(key);
				yield LocalAnswer.done(204);
			}
			default -> LocalAnswer.error(501, "NotImplemented");
		};
	}

	private static LocalAnswer get(byte @Nullable [] object) {
		return (object != null) ? LocalAnswer.object(object) : LocalAnswer.error(404, "NoSuchKey");
	}

}
