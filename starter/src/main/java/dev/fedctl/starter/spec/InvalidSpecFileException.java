package dev.fedctl.starter.spec;

import java.util.List;
import java.util.stream.Collectors;

/** A spec that cannot be used, with all that is wrong with it. */
public final class InvalidSpecFileException extends RuntimeException {

  private final List<SpecProblem> problems;

  public InvalidSpecFileException(List<SpecProblem> problems) {
    super(problems.stream().map(SpecProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  static InvalidSpecFileException of(SpecProblem problem) {
    return new InvalidSpecFileException(List.of(problem));
  }

  public List<SpecProblem> problems() {
    return problems;
  }
}
