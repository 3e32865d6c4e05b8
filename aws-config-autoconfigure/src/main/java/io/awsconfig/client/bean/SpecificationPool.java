package io.awsconfig.client.bean;

import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

/**
 * Specifications to be used again, so that asking for a client makes no object. Nothing
 * is kept for each thread, since there may be one thread for each task.
 */
final class SpecificationPool {

	/**
	 * A power of two.
	 */
	private static final int SIZE = 64;

	private final AtomicReferenceArray<@Nullable ClientSpecification> specifications = new AtomicReferenceArray<>(SIZE);

	/**
	 * Begin with the specification of a client, which is to be closed.
	 */
	ClientSpecification open(Class<?> type) {
		int slot = slot();
		ClientSpecification specification = this.specifications.get(slot);
		if (specification != null && specification.open(type)) {
			return specification;
		}
		ClientSpecification made = new ClientSpecification();
		made.open(type);
		if (specification == null) {
			this.specifications.set(slot, made);
		}
		return made;
	}

	/**
	 * Threads seldom meet, and nothing goes wrong if they do.
	 */
	private static int slot() {
		long thread = ClientSpecification.currentThread();
		return (int) (thread ^ (thread >>> 16)) & (SIZE - 1);
	}

}
