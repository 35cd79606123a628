using System.Text.Json;
using System.Text.Json.Nodes;

namespace Airflow.Conformance.Connections;

using Airflow.Engine;
using Airflow.Engine.Connections;

/// <summary>Every connection that was recorded from the real class has the same fields, URI and JSON.</summary>
[Trait("Category", "Conformance")]
public sealed class ConnectionCases
{
    private static readonly string[] TextFields = ["conn_type", "description", "host", "login", "password", "schema", "extra"];

    private static readonly Lazy<Dictionary<string, JsonObject>> Cases =
        Reference.Cases("conn-uris.json", "vectors", test => (string)test["kind"]! is "parse_uri" or "parse_json" or "to_uri" or "env");

    public static TheoryData<string> Ids => new(Cases.Value.Keys);

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Ids))]
    public void A_connection_is_what_the_real_class_makes_of_it(string id)
    {
        var test = Cases.Value[id];
        var expected = test["server"]!.AsObject();
        if (expected.ContainsKey("error") || HasFieldOfOtherType(expected))
        {
            Should.Throw<AirflowException>(() => Make(test)).Code.ShouldBe("connection_invalid");
            return;
        }

        var connection = Make(test);
        if (expected.ContainsKey("not_found"))
        {
            connection.ShouldBeNull();
            return;
        }

        connection.ShouldNotBeNull();
        CheckFields(connection, expected);
        ConnectionUri.Format(connection).ShouldBe((string)expected["get_uri"]!);
        CheckJson(connection, (string)expected["as_json"]!);
        CheckRoundTrip(connection, expected);
    }

    // Python keeps a number where text belongs and fails later; ours is refused at once
    private static bool HasFieldOfOtherType(JsonObject expected) =>
        TextFields.Any(field => expected[field] is JsonValue value && value.GetValueKind() != JsonValueKind.String);

    private static Connection? Make(JsonObject test) => (string)test["kind"]! switch
    {
        "parse_uri" => ConnectionUri.Parse("c", (string)test["uri"]!),
        "parse_json" => ConnectionJson.Parse("c", (string)test["json"]!),
        "to_uri" => OfFields(test["fields"]!.AsObject()),
        _ => EnvironmentConnections.Find(
            test["env"]!.AsObject().ToDictionary(pair => pair.Key, pair => (string)pair.Value!, StringComparer.Ordinal), (string)test["lookup"]!),
    };

    // these are given to the constructor, which normalises nothing
    private static Connection OfFields(JsonObject fields)
    {
        var parsed = ConnectionJson.Parse("c", fields.DeepClone().AsObject());
        return parsed with
        {
            ConnType = (string?)fields["conn_type"],
            Extra = fields["extra"] is JsonValue extra ? (string?)extra : parsed.Extra,
        };
    }

    private static void CheckFields(Connection connection, JsonObject expected)
    {
        foreach (var field in TextFields.Where(expected.ContainsKey))
        {
            TextOf(connection, field).ShouldBe((string?)expected[field], field);
        }

        if (expected.ContainsKey("port"))
        {
            connection.Port.ShouldBe((int?)expected["port"]);
        }
    }

    private static void CheckJson(Connection connection, string expected)
    {
        // the constructor keeps a port given as text; ours is a number
        var json = JsonNode.Parse(expected)!.AsObject();
        if (json["port"]?.GetValueKind() == JsonValueKind.String)
        {
            json["port"] = int.Parse((string)json["port"]!, System.Globalization.CultureInfo.InvariantCulture);
            expected = PythonJson.Write(json);
        }

        ConnectionJson.Format(connection).ShouldBe(expected);
    }

    private static void CheckRoundTrip(Connection connection, JsonObject expected)
    {
        if (expected["roundtrip"] is not { } change)
        {
            return;
        }

        var uri = ConnectionUri.Format(connection);
        if (change is JsonObject changes && changes.ContainsKey("error"))
        {
            Should.Throw<AirflowException>(() => ConnectionUri.Parse("c", uri));
            return;
        }

        var again = ConnectionUri.Parse("c", uri);
        var wanted = expected.DeepClone().AsObject();
        foreach (var (field, value) in change as JsonObject ?? [])
        {
            wanted[field] = value?.DeepClone();
        }

        CheckFields(again, wanted);
    }

    private static string? TextOf(Connection connection, string field) => field switch
    {
        "conn_type" => connection.ConnType,
        "description" => connection.Description,
        "host" => connection.Host,
        "login" => connection.Login,
        "password" => connection.Password,
        "schema" => connection.Schema,
        _ => connection.Extra,
    };
}
