using System.Text.Json.Nodes;
using Airflow.Engine.Configuration;

namespace Airflow.Conformance.Configuration;

/// <summary>Every lookup that was recorded from the real parser gives the same value, error and warnings.</summary>
[Trait("Category", "Conformance")]
public sealed class ResolutionCases
{
    private const string Home = "/opt/airflow";

    private static readonly Lazy<Dictionary<string, JsonObject>> Cases = Reference.Cases("config.json", "resolution_cases");

    public static TheoryData<string> Ids => new(Cases.Value.Keys);

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Ids))]
    public void A_lookup_gives_what_the_real_parser_gives(string id)
    {
        var test = Cases.Value[id];
        var configuration = Make(test);
        if (test.ContainsKey("error"))
        {
            Should.Throw<AirflowConfigException>(() => Ask(configuration, test)).Message.ShouldNotBeEmpty();
            return;
        }

        var value = Ask(configuration, test);
        var expected = test["value"]?.ToJsonString().Replace("$AIRFLOW_HOME", Home, StringComparison.Ordinal);
        JsonNode.DeepEquals(value, expected is null ? null : JsonNode.Parse(expected)).ShouldBeTrue($"got {value?.ToJsonString()}, expected {expected}");
        configuration.Warnings.Select(KindOf).Order(StringComparer.Ordinal)
            .ShouldBe((test["warnings"]?.AsArray() ?? []).Select(node => (string)node!).Order(StringComparer.Ordinal));
    }

    private static AirflowConfiguration Make(JsonObject test)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in test["env"]?.AsObject() ?? [])
        {
            environment[name] = (string)value!;
        }

        return new AirflowConfiguration(new ConfigurationInputs
        {
            Home = Home,
            FilePath = Home + "/airflow.cfg",
            FileText = (string?)test["cfg"],
            Environment = environment,
            SecretsBackends = static (name, _) => name == "tbackend.B" ? new RecordedBackend() : null,
        });
    }

    private static JsonNode? Ask(AirflowConfiguration configuration, JsonObject test)
    {
        var section = (string)test["section"]!;
        var key = (string)test["key"]!;
        if (test["after_startup_validation"] is not null)
        {
            configuration.CheckAtStart();
        }

        return (string)test["get"]! switch
        {
            "get" => Get(configuration, section, key, test["args"]?.AsObject()),
            "getint" => configuration.GetInt(section, key),
            "getboolean" => configuration.GetBool(section, key),
            "getfloat" => FloatNode(configuration.GetDouble(section, key)),
            "getlist" => new JsonArray([.. configuration.GetList(section, key).Select(item => (JsonNode?)item)]),
            "getjson" => configuration.GetJson(section, key)?.DeepClone(),
            "gettimedelta" => configuration.GetOptionalDuration(section, key) is { } span ? new JsonObject { ["seconds"] = span.TotalSeconds } : null,
            "getsection" => configuration.GetSection(section) is { } entries
                ? new JsonObject(entries.Select(entry => KeyValuePair.Create(entry.Key, JsonValue.Create(entry.Value) as JsonNode)))
                : null,
            var other => throw new InvalidOperationException($"The case asks with {other}."),
        };
    }

    private static JsonNode? Get(AirflowConfiguration configuration, string section, string key, JsonObject? arguments)
    {
        if (arguments?["raw"] is not null)
        {
            return configuration.File.TryGetRaw(section, key, out var raw) ? raw : null;
        }

        return arguments?["fallback"] is { } fallback
            ? configuration.Find(section, key)?.Text ?? (string?)fallback
            : configuration.GetString(section, key, (string?)arguments?["team_name"]);
    }

    private static JsonNode FloatNode(double value) => double.IsFinite(value) ? value : double.IsNaN(value) ? "NaN" : "Infinity";

    private static string KindOf(ConfigurationWarning warning) =>
        warning.Kind == ConfigurationWarningKind.FormerNameSet ? "DeprecationWarning" : "FutureWarning";
}
