using System.Text.Json.Nodes;

namespace Airflow.EndToEnd.Rest;

/// <summary>
/// Fits recorded requests and answers to what a server cannot have in common with the one that was recorded: the names of its DAG files, what other
/// people had done before, and orders that Airflow does not promise (Python's sets, rows of a SELECT without ORDER BY).
/// </summary>
internal static class RestVectorFittings
{
    private const string BrokenFile = "api_fixture_broken";

    /// <summary>Where the order does not count, and by what both sides are ordered first; nothing for a list of texts.</summary>
    private static readonly Dictionary<string, (string List, string[] Keys)> Unordered = new(StringComparer.Ordinal)
    {
        ["taskInstances.bulk_note"] = ("/update/success", [""]),
        ["taskInstances.dry_run_downstream"] = ("/task_instances", ["task_id", "map_index"]),
    };

    /// <summary>What comes right before: the newest entry of the audit log was one of no DAG.</summary>
    private static readonly Dictionary<string, string> Before = new(StringComparer.Ordinal)
    {
        ["eventLogs.excluded"] = """{"method": "PATCH", "path": "/api/v2/pools", "body": {"actions": []}}""",
    };

    public static JsonObject Fit(JsonObject vector)
    {
        // DAG files are written in C#
        var fitted = JsonNode.Parse(vector.ToJsonString().Replace($"{BrokenFile}.py", $"{BrokenFile}.cs", StringComparison.Ordinal))!.AsObject();
        var name = (string)fitted["name"]!;
        if (Unordered.TryGetValue(name, out var order))
        {
            fitted["sort"] = new JsonObject { [order.List] = new JsonArray([.. order.Keys.Select(key => JsonValue.Create(key))]) };
        }

        if (Before.TryGetValue(name, out var step))
        {
            fitted["setup"] = new JsonArray(JsonNode.Parse(step));
        }

        return fitted;
    }
}
