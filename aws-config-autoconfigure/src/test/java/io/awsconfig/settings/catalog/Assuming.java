package io.awsconfig.settings.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.Handle;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.SpringAsmInfo;
import org.springframework.asm.Type;
import org.springframework.core.annotation.MergedAnnotations;

/**
 * Finds the assumptions that may abort a test, in its own code and in that of the tests'
 * classes that it calls.
 */
final class Assuming {

	private static final Map<String, Map<String, Set<Call>>> CALLS = new HashMap<>();

	private Assuming() {
	}

	static boolean isReachedFrom(Method test) {
		Deque<Call> open = new ArrayDeque<>(List.of(Call.of(test)));
		for (Class<?> type = test.getDeclaringClass(); type != Object.class; type = type.getSuperclass()) {
			String owner = Type.getInternalName(type);
			Arrays.stream(type.getDeclaredConstructors())
				.forEach((constructor) -> open
					.add(new Call(owner, "<init>", Type.getConstructorDescriptor(constructor))));
			Arrays.stream(type.getDeclaredMethods()).filter(Assuming::isBeforeTests).map(Call::of).forEach(open::add);
		}
		Set<Call> seen = new HashSet<>();
		while (!open.isEmpty()) {
			Call call = open.remove();
			if (call.isAssumption()) {
				return true;
			}
			if (seen.add(call)) {
				open.addAll(callsOf(call.owner()).getOrDefault(call.name() + call.descriptor(), Set.of()));
			}
		}
		return false;
	}

	private static boolean isBeforeTests(Method method) {
		MergedAnnotations annotations = MergedAnnotations.from(method);
		return annotations.isPresent(BeforeEach.class) || annotations.isPresent(BeforeAll.class);
	}

	private static synchronized Map<String, Set<Call>> callsOf(String owner) {
		return CALLS.computeIfAbsent(owner, Assuming::readCallsOf);
	}

	private static Map<String, Set<Call>> readCallsOf(String owner) {
		Map<String, Set<Call>> calls = new HashMap<>();
		try (InputStream in = openTests(owner)) {
			if (in != null) {
				new ClassReader(in).accept(new Reader(calls), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return calls;
	}

	private static @Nullable InputStream openTests(String owner) throws IOException {
		Path file = root().resolve(owner + ".class");
		return Files.isRegularFile(file) ? Files.newInputStream(file) : null;
	}

	private static Path root() {
		try {
			return Path.of(Assuming.class.getProtectionDomain().getCodeSource().getLocation().toURI());
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private record Call(String owner, String name, String descriptor) {

		static Call of(Method method) {
			return new Call(Type.getInternalName(method.getDeclaringClass()), method.getName(),
					Type.getMethodDescriptor(method));
		}

		/**
		 * Those of JUnit and of AssertJ have one name.
		 */
		boolean isAssumption() {
			return this.owner.endsWith("/Assumptions");
		}

	}

	private static final class Reader extends ClassVisitor {

		private final Map<String, Set<Call>> calls;

		Reader(Map<String, Set<Call>> calls) {
			super(SpringAsmInfo.ASM_VERSION);
			this.calls = calls;
		}

		@Override
		public MethodVisitor visitMethod(int access, String name, String descriptor, @Nullable String signature,
				String @Nullable [] exceptions) {
			Set<Call> found = this.calls.computeIfAbsent(name + descriptor, (method) -> new HashSet<>());
			return new MethodVisitor(this.api) {

				@Override
				public void visitMethodInsn(int opcode, String owner, String called, String calledDescriptor,
						boolean isInterface) {
					found.add(new Call(owner, called, calledDescriptor));
				}

				@Override
				public void visitInvokeDynamicInsn(String called, String calledDescriptor, Handle bootstrap,
						Object... arguments) {
					for (Object argument : arguments) {
						if (argument instanceof Handle handle) {
							found.add(new Call(handle.getOwner(), handle.getName(), handle.getDesc()));
						}
					}
				}

			};
		}

	}

}
