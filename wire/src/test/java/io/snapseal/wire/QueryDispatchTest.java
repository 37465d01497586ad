package io.snapseal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** AWS Query, request by request: what comes back is exactly what AWS's clients parse. */
class QueryDispatchTest {
  private static final String V = "&Version=2014-10-31";

  private final Dispatcher dispatcher = Dispatchers.overFakes();

  @Test
  void answersInAwsXml() {
    WireResponse response =
        answer(
            "Action=CopyDBSnapshot"
                + V
                + "&TargetDBSnapshotIdentifier=a%26b&KmsKeyId=k"
                + "&Tags.Tag.1.Key=x&Tags.Tag.1.Value=y&Tags.Tag.2.Key=z");

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.contentType()).isEqualTo("text/xml");
    assertThat(response.requestId()).contains(Dispatchers.REQUEST_ID);
    assertThat(Dispatchers.text(response))
        .isEqualTo(
            "<CopyDBSnapshotResponse xmlns=\"http://rds.amazonaws.com/doc/2014-10-31/\">"
                + "<CopyDBSnapshotResult><DBSnapshot>"
                + "<DBSnapshotIdentifier>a&amp;b</DBSnapshotIdentifier>"
                + "<SnapshotCreateTime>2026-01-02T03:04:05.678Z</SnapshotCreateTime>"
                + "<AllocatedStorage>20</AllocatedStorage><Status>available</Status>"
                + "<AvailabilityZone>eu-west-1a</AvailabilityZone>"
                + "<Encrypted>true</Encrypted><KmsKeyId>k</KmsKeyId>"
                + "<TagList><Tag><Key>x</Key><Value>y</Value></Tag><Tag><Key>z</Key></Tag></TagList>"
                + "</DBSnapshot></CopyDBSnapshotResult><ResponseMetadata><RequestId>"
                + Dispatchers.REQUEST_ID
                + "</RequestId></ResponseMetadata></CopyDBSnapshotResponse>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "&Tags.Tag.1.Key=x&Tags.Tag.2.Key=y",
        "&Tags.member.1.Key=x&Tags.member.2.Key=y",
        "&Tags.1.Key=x&Tags.2.Key=y",
        "&Tags.Tag.2.Key=y&Tags.Tag.1.Key=x",
        "&Tags.Tag.3.Key=x&Tags.Tag.10.Key=y",
        "&Unknown.1.2.3=4&Tags.Tag.1.Key=x&Tags.Tag.2.Key=y&",
      })
  void readsListsHoweverTheyAreWritten(String tags) {
    assertThat(Dispatchers.text(answer("Action=CopyDBSnapshot" + V + tags)))
        .contains("<TagList><Tag><Key>x</Key></Tag><Tag><Key>y</Key></Tag></TagList>");
  }

  @Test
  void tellsAnEmptyListFromNone() {
    assertThat(Dispatchers.text(answer("Action=CopyDBSnapshot" + V + "&Tags=")))
        .contains("<TagList></TagList>");
    assertThat(Dispatchers.text(answer("Action=CopyDBSnapshot" + V))).doesNotContain("TagList");
  }

  @Test
  void passesOnWhereTheRequestCameFrom() {
    AtomicReference<RequestOrigin> origin = new AtomicReference<>();
    Dispatcher noting = Dispatchers.over(List.of(FakeRds.published(origin)));

    noting.answer(
        Requests.query("Action=DescribeDBSnapshots" + V)
            .region("us-east-2")
            .header("user-agent", "a client")
            .signed());

    assertThat(origin.get())
        .isEqualTo(
            new RequestOrigin(
                Requests.KEY_ID,
                Optional.empty(),
                "us-east-2",
                "rds",
                "192.0.2.7",
                false,
                Dispatchers.REQUEST_ID,
                Requests.NOW,
                "a client",
                "127.0.0.1:4600"));
  }

  @Test
  void answersPresignedGets() {
    WireResponse response =
        dispatcher.answer(
            Requests.query("")
                .without("content-type")
                .method("GET")
                .rawQuery("Action=DescribeDBSnapshots" + V)
                .presigned(60));

    assertThat(response.status()).isEqualTo(200);
    assertThat(Dispatchers.text(response)).contains("a&lt;b&gt;&amp;&quot;c&quot;");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Action=Nonsense&Version=2014-10-31              | 400 | InvalidAction",
        "Action=DescribeDBSnapshots                      | 400 | InvalidAction",
        "Version=2014-10-31                              | 400 | MissingAction",
        "''                                              | 400 | MissingAction",
        "Action=DescribeDBSnapshots&Version=2009-01-01   | 400 | NoSuchVersion",
        "Action=DescribeDBClusters&Version=2014-10-31    | 400 | UnsupportedOperation",
        "Action=ServiceName&Version=2014-10-31           | 400 | InvalidAction",
        "Action=Close&Version=2014-10-31                 | 400 | InvalidAction",
        "Action=DescribeDBSnapshotsPaginator&Version=2014-10-31 | 400 | InvalidAction",
        "Action=describeDBSnapshots&Version=2014-10-31   | 400 | InvalidAction",
        "A.DescribeDBSnapshots=1&Action=%                | 400 | MalformedQueryString",
        "Action=%4                                       | 400 | MalformedQueryString",
        "Action=%zz                                      | 400 | MalformedQueryString",
        "Action=%ff                                      | 400 | MalformedQueryString",
        "=1                                              | 400 | MalformedQueryString",
        "Action=a&Action=b                               | 400 | MalformedInput",
        "a..b=1                                          | 400 | MalformedInput",
        ".a=1                                            | 400 | MalformedInput",
        "a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q=1             | 400 | MalformedInput",
      })
  void refusesWhatItCannotRoute(String form, int status, String code) {
    assertFault(answer(form), status, code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MaxRecords=many                    | InvalidParameterValue",
        "MaxRecords=                        | InvalidParameterValue",
        "MaxRecords=2147483648              | InvalidParameterValue",
        "MaxRecords=%2020                   | InvalidParameterValue",
        "IncludeShared=yes                  | InvalidParameterValue",
        "DBSnapshotIdentifier=%00           | InvalidParameterValue",
        "DBSnapshotIdentifier=%EF%BF%BE     | InvalidParameterValue",
        "DBSnapshotIdentifier.a=1           | MalformedInput",
        "MaxRecords.member.1=1              | MalformedInput",
        "Filters=x                          | MalformedInput",
        "Filters.Filter.1=x                 | MalformedInput",
        "Filters.Filter.0.Name=x            | MalformedInput",
        "Filters.Filter.01.Name=x           | MalformedInput",
        "Filters.Filter.-1.Name=x           | MalformedInput",
        "Filters.Filter.x.Name=x            | MalformedInput",
        "Filters.Filter.9999999999.Name=x   | MalformedInput",
        "Filters.Other.1.Name=x             | MalformedInput",
        "Filters.Filter.1.Name=x&Filters.member.1.Name=y | MalformedInput",
        "Filters.Filter.1.Name=x&Filters.1.Name=y        | MalformedInput",
      })
  void refusesWrongValues(String parameter, String code) {
    WireResponse response = answer("Action=DescribeDBSnapshots" + V + "&" + parameter);

    assertFault(response, 400, code);
    assertThat(Dispatchers.text(response)).contains(parameter.substring(0, 6));
  }

  @ParameterizedTest
  @CsvSource({
    "missing, 404, DBSnapshotNotFound, Sender",
    "forbidden, 403, AccessDenied, Sender",
    "away, 503, ServiceUnavailable, Receiver",
    "statusless, 400, InvalidParameterValue, Sender",
  })
  void passesOnTheServicesOwnErrors(String id, int status, String code, String type) {
    WireResponse response = delete(id);

    assertThat(response.status()).isEqualTo(status);
    assertThat(Dispatchers.text(response))
        .isEqualTo(
            ("<ErrorResponse xmlns=\"http://rds.amazonaws.com/doc/2014-10-31/\"><Error><Type>%s</Type>"
                    + "<Code>%s</Code><Message>a &lt;message&gt; &amp; more</Message></Error>"
                    + "<RequestId>%s</RequestId></ErrorResponse>")
                .formatted(type, code, Dispatchers.REQUEST_ID));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bug", "codeless", "unsupported", "overflow"})
  void hidesBugs(String id) {
    WireResponse response = delete(id);

    assertFault(response, 500, "InternalFailure");
    assertThat(Dispatchers.text(response)).doesNotContain("secret").contains("Receiver");
  }

  @Test
  void refusesOtherContentTypes() {
    String form = "Action=DescribeDBSnapshots" + V;
    for (String type :
        List.of(
            "text/plain",
            "application/json",
            "",
            "application/x-www-form-urlencoded;charset=latin1")) {
      assertFault(
          dispatcher.answer(Requests.query(form).header("content-type", type).signed()),
          415,
          "UnsupportedMediaType");
    }
  }

  @Test
  void refusesTooManyParametersAndTooLargeBodies() {
    assertFault(answer("a=1&".repeat(2001)), 400, "MalformedQueryString");
    assertFault(answer("a".repeat(Dispatchers.MAX_BODY + 1)), 413, "RequestEntityTooLarge");
    assertFault(answer(".".repeat(Dispatchers.MAX_BODY)), 400, "MalformedInput");
  }

  @Test
  void refusesInvalidUtf8() {
    byte[] form = "Action=caf\u00e9".getBytes(StandardCharsets.ISO_8859_1);

    assertFault(
        dispatcher.answer(Requests.query("").body(form).signed()), 400, "MalformedQueryString");
  }

  @Test
  void repeatsAClientsWordsOnlyMadeSafe() {
    String text = Dispatchers.text(answer("Action=%0a%1b%5b" + "%3Cscript%3E".repeat(50) + V));

    assertThat(text).contains("The action ??[&lt;script&gt;").hasSizeLessThan(900);
  }

  @Test
  void refusesServicesItDoesNotOffer() {
    assertFault(
        dispatcher.answer(Requests.query("ec2", "Action=DescribeVpcs").signed()),
        400,
        "UnknownService");
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, /, 405",
    "DELETE, /, 405",
    "POST, /x, 404",
    "GET, /health/, 404",
    "POST, /health, 404"
  })
  void refusesOtherMethodsAndPaths(String method, String path, int status) {
    WireRequest request =
        Requests.query("Action=DescribeDBSnapshots" + V).method(method).path(path).signed();

    assertThat(dispatcher.answer(request).status()).isEqualTo(status);
  }

  @Test
  void servesPlainEndpointsWithoutSignature() {
    assertThat(Dispatchers.text(dispatcher.answer(plain("/health")))).isEqualTo("ok");
    assertThat(dispatcher.answer(plain("/broken")).status()).isEqualTo(500);
    assertThat(Dispatchers.text(dispatcher.answer(plain("/broken")))).doesNotContain("secret");
  }

  private static WireRequest plain(String path) {
    return Requests.query("").method("GET").path(path).unsigned();
  }

  private WireResponse delete(String id) {
    return answer("Action=DeleteDBSnapshot" + V + "&DBSnapshotIdentifier=" + id);
  }

  private WireResponse answer(String form) {
    return dispatcher.answer(Requests.query(form).signed());
  }

  private static void assertFault(WireResponse response, int status, String code) {
    assertThat(Dispatchers.text(response)).contains("<Code>" + code + "</Code>");
    assertThat(response.status()).isEqualTo(status);
    assertThat(response.contentType()).isEqualTo("text/xml");
  }
}
