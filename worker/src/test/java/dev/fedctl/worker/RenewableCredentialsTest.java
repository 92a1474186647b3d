package dev.fedctl.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkClientException;

class RenewableCredentialsTest {

  @TempDir private Path folder;
  private Map<String, String> properties = Map.of();
  private final RenewableCredentials credentials = new RenewableCredentials();

  @BeforeEach
  void set() {
    properties =
        Map.of(
            "aws.sharedCredentialsFile", folder.resolve("credentials").toString(),
            "aws.configFile", folder.resolve("config").toString(),
            "aws.disableEc2Metadata", "true");
    properties.forEach(System::setProperty);
  }

  @AfterEach
  void unset() {
    credentials.close();
    properties.keySet().forEach(System::clearProperty);
  }

  @Test
  void renewedFileIsRead() throws IOException {
    write("credentials", "aws_access_key_id = ONE\naws_secret_access_key = secret");
    assertThat(credentials.resolveCredentials().accessKeyId()).isEqualTo("ONE");

    write("credentials", "aws_access_key_id = OTHER\naws_secret_access_key = secret");

    assertThat(credentials.resolveCredentials().accessKeyId()).isEqualTo("OTHER");
  }

  @Test
  void emptiedFileIsReadOnceItIsFilledAgain() throws IOException {
    write("credentials", "aws_access_key_id = ONE\naws_secret_access_key = secret");
    assertThat(credentials.resolveCredentials().accessKeyId()).isEqualTo("ONE");

    write("credentials", "");
    assertThatThrownBy(credentials::resolveCredentials).isInstanceOf(SdkClientException.class);
    write("credentials", "aws_access_key_id = TWO\naws_secret_access_key = secret");

    assertThat(credentials.resolveCredentials().accessKeyId()).isEqualTo("TWO");
  }

  @Test
  void processThatFailsMeansNoCredentialsUntilItWorksAgain() throws IOException {
    process("exit 255");
    assertThatThrownBy(credentials::resolveCredentials)
        .isInstanceOf(SdkClientException.class)
        .hasMessageStartingWith("Unable to load credentials");

    process("echo '{\"Version\": 1, \"AccessKeyId\": \"NEW\", \"SecretAccessKey\": \"secret\"}'");

    assertThat(credentials.resolveCredentials().accessKeyId()).isEqualTo("NEW");
  }

  @Test
  void whatTheProcessPrintsIsNotRepeated() throws IOException {
    process("echo AKIASECRET >&2; exit 255");

    assertThatThrownBy(credentials::resolveCredentials)
        .hasMessageNotContaining("AKIASECRET")
        .hasNoCause();
  }

  private void process(String script) throws IOException {
    Path file = Files.writeString(folder.resolve("process.sh"), script);
    write("config", "credential_process = sh " + file);
  }

  private void write(String file, String profile) throws IOException {
    Files.writeString(folder.resolve(file), "[default]\nregion = eu-north-1\n" + profile + "\n");
  }
}
