package dev.fedctl.app.rehearse;

import java.util.List;
import java.util.regex.Pattern;

/** Takes out of a text what differs from one run to the next: ids, times, keys, addresses. */
final class Anonymous {

  private record Rule(Pattern pattern, String instead) {}

  private static final List<Rule> RULES =
      List.of(
          rule("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "<time>"),
          rule("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "<uuid>"),
          rule("[0-9-]+\\.sandbox\\.invalid(:\\d+)?", "<host>"),
          rule("127\\.\\d+\\.\\d+\\.\\d+(:\\d+)?", "<address>"),
          rule("-----BEGIN [A-Z ]+-----.*?-----END [A-Z ]+-----", "<pem>"),
          rule("[A-Za-z0-9+/=]{60,}", "<data>"),
          rule("\\b[A-Z0-9]{16,}\\b", "<id>"),
          rule("\\b10\\.(96|100)\\.\\d+\\.\\d+\\b", "<service address>"),
          rule("\\b(?!111122223333)[0-9a-f]{12}\\b", "<generation>"),
          rule("\\b[0-9a-f]{10}\\b", "<hash>"),
          rule("[0-9a-fA-F]{16,}", "<hex>"));

  private Anonymous() {}

  private static Rule rule(String pattern, String instead) {
    return new Rule(Pattern.compile(pattern), instead);
  }

  /** The same text for what is the same but for chance. */
  static String text(String text) {
    String result = text;
    for (Rule rule : RULES) {
      result = rule.pattern().matcher(result).replaceAll(rule.instead());
    }
    return result;
  }

  /** A pattern with stars, as fault rules have them, that chance does not change. */
  static String pattern(String text) {
    return text(text).replaceAll("<[a-z ]+>", "*");
  }
}
