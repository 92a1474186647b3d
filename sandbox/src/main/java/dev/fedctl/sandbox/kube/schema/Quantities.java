package dev.fedctl.sandbox.kube.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Quantities in the one form in which kube-apiserver keeps them: no fraction, the largest suffix
 * that loses nothing, {@code 100m} for {@code 0.1}, {@code 1Gi} for {@code 1024Mi}. Custom
 * resources have no quantities, only strings and numbers that look like them.
 */
public final class Quantities {

  private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
  private static final List<String> DECIMAL =
      List.of("n", "u", "m", "", "k", "M", "G", "T", "P", "E");
  private static final Pattern SCIENTIFIC = Pattern.compile("[eE][+-]?\\d+$");
  private static final BigInteger KIBI = BigInteger.valueOf(1024);
  private static final int SMALLEST = 9;

  private Quantities() {}

  /** Rewrites every quantity of an object that conforms to its type. */
  public static void canonicalize(JsonNode value, Shape shape) {
    switch (shape) {
      case Shape.Struct struct when value instanceof ObjectNode object ->
          object
              .properties()
              .forEach(
                  field -> {
                    Shape declared = struct.shapeOf(field.getKey());
                    if (declared != null) {
                      field.setValue(rewritten(field.getValue(), declared));
                    }
                  });
      case Shape.Dictionary map when value instanceof ObjectNode object ->
          object
              .properties()
              .forEach(field -> field.setValue(rewritten(field.getValue(), map.value())));
      case Shape.Sequence list when value instanceof ArrayNode array ->
          array.forEach(item -> canonicalize(item, list.item()));
      default -> {
        // Scalars are rewritten where they are held; anything else holds no quantity.
      }
    }
  }

  private static JsonNode rewritten(JsonNode value, Shape shape) {
    if (shape instanceof Shape.Scalar scalar && scalar.kind() == Shape.Kind.QUANTITY) {
      return value.isNull() ? value : TextNode.valueOf(canonical(value.asText()));
    }
    canonicalize(value, shape);
    return value;
  }

  /** What a quantity comes to. */
  public static BigDecimal value(String text) {
    int end = numberEnd(text);
    if (SCIENTIFIC.matcher(text).find()) {
      return new BigDecimal(text);
    }
    BigDecimal number = new BigDecimal(text.substring(0, end));
    String suffix = text.substring(end);
    int binary = BINARY.indexOf(suffix);
    return binary > 0
        ? number.multiply(new BigDecimal(KIBI.pow(binary)))
        : number.scaleByPowerOfTen(3 * (DECIMAL.indexOf(suffix) - 3));
  }

  private static int numberEnd(String text) {
    int end = text.length();
    while (end > 0 && !Character.isDigit(text.charAt(end - 1)) && text.charAt(end - 1) != '.') {
      end--;
    }
    return end;
  }

  /** The canonical form of a quantity's text. */
  static String canonical(String text) {
    if (SCIENTIFIC.matcher(text).find()) {
      return decimal(new BigDecimal(text), true);
    }
    BigDecimal value = value(text);
    if (BINARY.indexOf(text.substring(numberEnd(text))) > 0) {
      return value.abs().compareTo(new BigDecimal(KIBI)) < 0
          ? decimal(value, false)
          : binary(value);
    }
    return decimal(value, false);
  }

  private static String binary(BigDecimal value) {
    BigInteger whole = value.setScale(0, RoundingMode.UP).toBigIntegerExact();
    int step = 0;
    while (step < BINARY.size() - 1 && whole.mod(KIBI).signum() == 0) {
      whole = whole.divide(KIBI);
      step++;
    }
    return whole + BINARY.get(step);
  }

  private static String decimal(BigDecimal value, boolean scientific) {
    BigDecimal kept = value.scale() > SMALLEST ? value.setScale(SMALLEST, RoundingMode.UP) : value;
    if (kept.signum() == 0) {
      return "0";
    }
    BigDecimal stripped = kept.stripTrailingZeros();
    int power = Math.min(-stripped.scale(), 18);
    power = Math.floorDiv(power, 3) * 3;
    BigInteger digits = kept.scaleByPowerOfTen(-power).toBigIntegerExact();
    if (scientific) {
      return digits + (power == 0 ? "" : "e" + power);
    }
    return digits + DECIMAL.get(power / 3 + 3);
  }
}
