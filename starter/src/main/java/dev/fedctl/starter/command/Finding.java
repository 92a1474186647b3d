package dev.fedctl.starter.command;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.fedctl.starter.CommandFailure;
import dev.fedctl.starter.render.Table;
import java.util.List;
import java.util.Optional;

/**
 * What the doctor found.
 *
 * @param subject what was looked at
 * @param cure a command or an act; absent when nothing is wrong
 */
record Finding(Grade grade, String subject, String found, Optional<String> cure) {

  /** How bad it is. */
  enum Grade {
    @JsonProperty("ok")
    OK,
    @JsonProperty("warn")
    WARN,
    @JsonProperty("fail")
    FAIL
  }

  static Finding ok(String subject, String found) {
    return new Finding(Grade.OK, subject, found, Optional.empty());
  }

  static Finding warn(String subject, String found, String cure) {
    return new Finding(Grade.WARN, subject, found, Optional.of(cure));
  }

  static Finding fail(String subject, String found, String cure) {
    return new Finding(Grade.FAIL, subject, found, Optional.of(cure));
  }

  static Finding of(String subject, CommandFailure failure) {
    return new Finding(Grade.FAIL, subject, String.valueOf(failure.getMessage()), failure.cure());
  }

  static String text(List<Finding> findings) {
    Table table = new Table("", "", "");
    findings.forEach(
        one -> {
          table.row(
              switch (one.grade()) {
                case OK -> "✔ ok";
                case WARN -> "! warn";
                case FAIL -> "✘ fail";
              },
              one.subject(),
              one.found());
          one.cure().ifPresent(cure -> table.row("", "", "cure: " + cure));
        });
    return table.toString().stripLeading();
  }
}
