package io.awsconfig.sharedconfig;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Bytes to text and back, as far as the limits and the diagnostics need it.
 */
final class Utf8 {

	private static final char REPLACEMENT = '\uFFFD';

	private Utf8() {
	}

	/**
	 * Decode; what is not UTF-8 becomes U+FFFD and is reported once for each line.
	 * @param bytes the bytes
	 * @param length how many of them
	 * @param diagnostics where to report
	 * @return the text
	 */
	static String decode(byte[] bytes, int length, Diagnostics diagnostics) {
		String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
		if (text.indexOf(REPLACEMENT) != -1) {
			reportMalformed(bytes, length, diagnostics);
		}
		return text;
	}

	private static void reportMalformed(byte[] bytes, int length, Diagnostics diagnostics) {
		CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder()
			.onMalformedInput(CodingErrorAction.REPORT)
			.onUnmappableCharacter(CodingErrorAction.REPORT);
		ByteBuffer in = ByteBuffer.wrap(bytes, 0, length);
		CharBuffer out = CharBuffer.allocate(length);
		int line = 1;
		int lineStart = (length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF)
				? 1 : 0;
		int counted = 0;
		int reportedLine = 0;
		while (true) {
			CoderResult result = decoder.decode(in, out, true);
			for (; counted < out.position(); counted++) {
				if (out.get(counted) == '\n') {
					line++;
					lineStart = counted + 1;
				}
			}
			if (!result.isError()) {
				return;
			}
			if (line != reportedLine) {
				reportedLine = line;
				diagnostics.report("A byte that is not UTF-8 was found; it is read as the character U+FFFD",
						Position.of(line, out.position() - lineStart + 1), null);
			}
			in.position(in.position() + result.length());
			out.put(REPLACEMENT);
		}
	}

	/**
	 * Whether a part of a text takes more than so many bytes.
	 * @param text the text
	 * @param from where the part begins
	 * @param to where it ends, exclusive
	 * @param bytes the number of bytes
	 * @return whether it takes more
	 */
	static boolean isLonger(String text, int from, int to, int bytes) {
		int chars = to - from;
		// A char takes one to three bytes, a surrogate pair four
		if (chars <= bytes / 3) {
			return false;
		}
		long total = 0;
		for (int i = from; i < to && total <= bytes; i++) {
			char c = text.charAt(i);
			total += (c < 0x80) ? 1 : (c < 0x800 || Character.isSurrogate(c)) ? 2 : 3;
		}
		return total > bytes;
	}

}
