package dev.fedctl.acceptance.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Temporal's Web UI (2.50) in a browser: which page shows what, and what its forms are called. */
public final class WebUi {

  /** A tab of a workflow's page, as its address calls it. */
  public enum Tab {
    TIMELINE("timeline"),
    PENDING_ACTIVITIES("pending-activities"),
    USER_METADATA("user-metadata");

    private final String path;

    Tab(String path) {
      this.path = path;
    }
  }

  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Browser browser;
  private final String workflows;

  /** {@code base}: where its server answers. */
  public WebUi(Browser browser, URI base, String namespace) {
    this.browser = browser;
    this.workflows = "%s/namespaces/%s/workflows".formatted(base, namespace);
  }

  /** Goes to the list of the workflows that a query finds. */
  public void list(String query) {
    browser.open(workflows + "?query=" + encoded(query));
  }

  /** Goes to a workflow. */
  public void open(String workflowId, String run, Tab tab) {
    browser.open("%s/%s/%s/%s".formatted(workflows, encoded(workflowId), run, tab.path));
  }

  /** Fills the signal form of the workflow that is open. */
  public void fillSignal(String name, String json) {
    browser.click("More Actions");
    browser.click("Send a Signal");
    browser.click("Signal name");
    browser.click(name);
    browser.fill("Data", json);
  }

  /** Sends the form that is filled. */
  public void submit() {
    browser.click("Submit");
    read("the form has gone", page -> !page.contains("only single JSON payload supported"));
  }

  /** Pauses the one pending activity of the workflow whose pending activities are shown. */
  public void pause(String reason) {
    browser.click("Pause");
    browser.fill("Reason", reason);
    browser.click("Pause");
    read("Paused Reason");
  }

  /** Resets it to its first attempt, which ends the pause too. */
  public void reset() {
    browser.click("Reset");
    browser.click("Reset");
    read("has been reset successfully");
  }

  /** Waits until a text stands on the page; answers all that can be read. */
  public String read(String text) {
    return read("\"%s\" is to be read".formatted(text), page -> page.contains(text));
  }

  /** Waits until the text of the page is so; answers it. */
  public String read(String what, Predicate<String> condition) {
    String[] last = {""};
    try {
      return Until.there(
          what,
          LIMIT,
          () -> {
            last[0] = browser.text();
            return Optional.of(last[0]).filter(condition);
          });
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + "; the page shows\n" + last[0], e);
    }
  }

  /** Waits for a table with this column; answers its rows, each cell by its column. */
  public List<Map<String, String>> table(String column) {
    return Until.there(
        "a table with the column \"%s\"".formatted(column),
        LIMIT,
        () ->
            browser.tables().stream()
                .filter(table -> table.size() > 1 && table.getFirst().contains(column))
                .map(WebUi::byColumn)
                .findFirst());
  }

  private static List<Map<String, String>> byColumn(List<List<String>> table) {
    List<String> columns = table.getFirst();
    return table.stream()
        .skip(1)
        .map(
            row -> {
              Map<String, String> cells = new LinkedHashMap<>();
              for (int i = 0; i < row.size(); i++) {
                cells.put(columns.get(i), row.get(i));
              }
              return cells;
            })
        .toList();
  }

  /** Keeps a picture of the page. */
  public void picture(Path file, int height) {
    browser.picture(file, 1400, height);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
