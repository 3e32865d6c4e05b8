package io.awsconfig.precedence;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.json.JsonTest;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.json.BasicJsonTester;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestContextManager;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tests of an application that do not use AWS, run without a test engine. Writes down,
 * for each, the beans of ours that its context has.
 */
public final class ChildSlices {

	private ChildSlices() {
	}

	public static void main(String[] args) throws Exception {
		Properties report = new Properties();
		for (Slice slice : List.of(new Json(), new WebMvc(), new Part())) {
			TestContextManager manager = new TestContextManager(slice.getClass());
			manager.prepareTestInstance(slice);
			slice.test();
			report.setProperty(slice.getClass().getSimpleName(),
					ours(manager.getTestContext().getApplicationContext()));
		}
		write(report);
	}

	private static String ours(ApplicationContext context) {
		return Arrays.stream(context.getBeanDefinitionNames())
			.filter((name) -> name.startsWith("aws") || name.startsWith("io.awsconfig.autoconfigure")
					|| name.startsWith("s3"))
			.toList()
			.toString();
	}

	private static void write(Properties report) throws IOException {
		try (Writer writer = Files.newBufferedWriter(Path.of(System.getProperty(ChildApplication.REPORT)))) {
			report.store(writer, null);
		}
	}

	private static void check(boolean passed) {
		if (!passed) {
			throw new IllegalStateException("The test failed");
		}
	}

	interface Slice {

		void test();

	}

	@JsonTest
	static final class Json implements Slice {

		@Autowired
		private BasicJsonTester json;

		@Override
		public void test() {
			check(this.json.from("{}").getJson().equals("{}"));
		}

	}

	@WebMvcTest(Greeter.class)
	@Import(Greeter.class)
	static final class WebMvc implements Slice {

		@Autowired
		private MockMvcTester mvc;

		@Override
		public void test() {
			check(this.mvc.get().uri("/greeting").exchange().getResponse().getStatus() == 200);
		}

	}

	@SpringBootTest(classes = Part.Configuration.class)
	static final class Part implements Slice {

		@Autowired
		private Greeter greeter;

		@Override
		public void test() {
			check(this.greeter.greet().equals("hello"));
		}

		@Import(Greeter.class)
		static final class Configuration {

		}

	}

	@RestController
	static final class Greeter {

		@GetMapping("/greeting")
		String greet() {
			return "hello";
		}

	}

}
