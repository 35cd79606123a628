using System.Globalization;
using System.Text.Json.Nodes;

namespace Airflow.EndToEnd.Rest;

/// <summary>Makes requests of what an OpenAPI document says that there is: some right, some wrong in one place, some nonsense.</summary>
internal sealed class RestFuzzer(JsonObject document, IReadOnlyDictionary<string, JsonNode?> captured, Random random)
{
    private static readonly string[] Texts =
    [
        "", " ", "~", "%", "_", "|", "x", "0", "-1", "é", "'", "\"", "\\", "..", "../x", "a b", "{{ 1 }}", "<b>", "null", "true", "[]", "{}", "1e309", "9223372036854775808",
        "2025-01-01T00:00:00Z", "2025-01-01", "2025-01-01T00:00:00", "2025-13-45T00:00:00Z", "api_fixture", "api_fixture_ok", "api_ok_1", "api_run_1", "first", "square", "extract",
        "return_value", "default_pool", "success", "failed", "running", "queued", "-id", "id", "dag_id", "-start_date", "admin", "\n", "\t", "\u0000", "\ud83d\ude00", new('a', 300), new('%', 40),
    ];

    private static readonly JsonNode?[] Values = [null, true, false, 0, -1, 1, 1.5, 1e300, "", "x", new JsonArray(), new JsonArray("x", null), new JsonObject(), new JsonObject { ["x"] = 1 }];

    /// <summary>Method, path and description of every operation.</summary>
    public IReadOnlyList<(string Method, string Path, JsonObject Operation)> Operations { get; } =
    [
        .. document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(one => (one.Key.ToUpperInvariant(), path.Key, one.Value!.AsObject()))),
    ];

    /// <summary>Task instances that are there, each with the values of every parameter that a path may have.</summary>
    private IReadOnlyList<Dictionary<string, string>> Subjects { get; } =
    [
        .. new (string Dag, string Run, string Task, string Index)[]
        {
            ("api_fixture", "api_run_1", "extract", "-1"), ("api_fixture", "api_run_1", "square", "1"), ("api_fixture", "api_run_1", "boom", "-1"),
            ("api_fixture_ok", "api_ok_1", "first", "-1"), ("api_fixture_ok", "api_ok_null", "second", "-1"), ("api_fixture_ok", "~", "~", "-1"), ("~", "~", "~", "0"),
            ("api_fixture_cron", "~", "~", "-1"), ("api_fixture_cron", "api_ok_1", "extract", "-1"),
            ("api_fixture_paused", "api_ok_1", "extract", "7"),
        }.Select(subject => new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["dag_id"] = subject.Dag,
            ["dag_run_id"] = subject.Run,
            ["task_id"] = subject.Task,
            ["map_index"] = subject.Index,
            ["group_id"] = "grp",
            ["try_number"] = "1",
            ["task_try_number"] = "1",
            ["version_number"] = "1",
            ["xcom_key"] = "return_value",
            ["pool_name"] = "fuzzed",
            ["variable_key"] = "fuzzed",
            ["connection_id"] = "fuzzed",
            ["from_date"] = "2025-01-03T00:00:00Z",
            ["to_date"] = "2025-01-05T00:00:00Z",
            ["backfill_id"] = $"{captured["backfill_id"]}",
            ["section"] = "core",
            ["option"] = "executor",
            ["key"] = "fuzzed",
            ["name"] = "fuzzed",
            ["pool"] = "fuzzed",
            ["conn_type"] = "http",
            ["asset_id"] = $"{captured["asset_out"]}",
            ["asset_alias_id"] = $"{captured["alias_id"]}",
            ["import_error_id"] = $"{captured["import_error_id"]}",
            ["event_log_id"] = $"{captured["event_log_id"]}",
            ["file_token"] = $"{captured["file_token"]}",
        }),
    ];

    /// <summary>What is made first, so that there is something of each kind.</summary>
    public static IReadOnlyList<JsonObject> Preparation { get; } =
    [
        Post("/api/v2/pools", new JsonObject { ["name"] = "fuzzed", ["slots"] = 3 }),
        Post("/api/v2/variables", new JsonObject { ["key"] = "fuzzed", ["value"] = "1" }),
        Post("/api/v2/connections", new JsonObject { ["connection_id"] = "fuzzed", ["conn_type"] = "http" }),
        Post(
            "/api/v2/backfills",
            new JsonObject { ["dag_id"] = "api_fixture_cron", ["from_date"] = "2025-01-06T00:00:00Z", ["to_date"] = "2025-01-08T00:00:00Z" },
            new JsonObject { ["backfill_id"] = "/id" }),
    ];

    /// <summary>A request in the form of a recorded one.</summary>
    public JsonObject Next(int number)
    {
        var (method, path, operation) = Operations[number % Operations.Count];
        var there = Subjects[random.Next(Subjects.Count)];
        var query = new JsonObject();
        var parameters = operation["parameters"]!.AsArray();
        var rarity = Math.Max(4, parameters.Count / 2);
        foreach (var parameter in parameters.Select(one => one!.AsObject()))
        {
            var name = parameter["name"]!.GetValue<string>();
            if ((string?)parameter["in"] == "path")
            {
                path = path.Replace($"{{{name}}}", Uri.EscapeDataString(PathText(name, there)), StringComparison.Ordinal);
            }
            else if (random.Next(rarity) == 0 && (string?)parameter["in"] == "query")
            {
                query[name] = Text(parameter["schema"]!.AsObject());
            }
        }

        var request = new JsonObject { ["method"] = method, ["path"] = path, ["query"] = query };
        if (operation["requestBody"]?["content"]?["application/json"]?["schema"] is JsonObject schema)
        {
            request["body"] = random.Next(12) == 0 ? Any() : Body(schema, there);
        }

        return request;
    }

    /// <summary>Three times out of four what is there, so that the calls get past the first check.</summary>
    private string PathText(string name, IReadOnlyDictionary<string, string> there) => random.Next(4) == 0
        ? Pick(Texts) is { Length: > 0 } text && text is not (".." or "../x") ? text : "x"
        : there.TryGetValue(name, out var known) ? known : random.Next(-1, 20).ToString(CultureInfo.InvariantCulture);

    private string Text(JsonObject schema) => random.Next(3) == 0 ? Pick(Texts) : (string?)schema["type"] switch
    {
        "integer" => random.Next(-1, 200).ToString(CultureInfo.InvariantCulture),
        "number" => random.NextDouble().ToString(CultureInfo.InvariantCulture),
        "boolean" => Pick(["true", "false", "1", "no"]),
        "array" => Text(schema["items"]!.AsObject()),
        _ when schema["enum"] is JsonArray choices => (string)choices[random.Next(choices.Count)]!,
        _ when (string?)schema["format"] == "date-time" => "2025-01-02T00:00:00Z",
        _ => Pick(Texts),
    };

    private JsonObject Body(JsonObject schema, Dictionary<string, string> there)
    {
        var body = new JsonObject();
        var required = schema["required"]?.AsArray().Select(name => (string)name!).ToList() ?? [];
        var properties = schema["properties"]?.AsObject() ?? [];
        var rarity = Math.Max(2, properties.Count / 3);
        foreach (var (name, field) in properties)
        {
            if (required.Contains(name) ? random.Next(20) != 0 : random.Next(rarity) == 0)
            {
                body[name] = random.Next(10) == 0 ? Any() : there.TryGetValue(name, out var known) && random.Next(4) != 0 ? known : Value(field!.AsObject());
            }
        }

        if (random.Next(25) == 0)
        {
            body[Pick(["id", "is_admin", "x", "owner"])] = Any();
        }

        return body;
    }

    private JsonNode? Value(JsonObject schema) => schema["anyOf"] is JsonArray choices ? Value(choices[random.Next(choices.Count)]!.AsObject()) : (string?)schema["type"] switch
    {
        "null" => null,
        "integer" => random.Next(-2, 50),
        "number" => random.NextDouble(),
        "boolean" => random.Next(2) == 0,
        "object" => new JsonObject { [Pick(Texts)] = Any() },
        "array" => new JsonArray([.. Enumerable.Range(0, random.Next(3)).Select(_ => schema["items"] is JsonObject item ? Value(item) : Any())]),
        "string" => Text(schema),
        _ => Any(),
    };

    private static JsonObject Post(string path, JsonObject body, JsonObject? capture = null) =>
        new() { ["method"] = "POST", ["path"] = path, ["body"] = body, ["capture"] = capture ?? [] };

    private JsonNode? Any() => random.Next(2) == 0 ? Pick(Texts) : Values[random.Next(Values.Length)]?.DeepClone();

    private string Pick(string[] texts) => texts[random.Next(texts.Length)];
}
