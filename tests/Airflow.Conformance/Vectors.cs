using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Shared;

namespace Airflow.Conformance;

/// <summary>The recorded answers of the real Airflow: where they lie, how a theory gets one case each, how answers compare.</summary>
public static class Vectors
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly ConcurrentDictionary<string, Dictionary<string, JsonObject>> Files = new(StringComparer.Ordinal);

    /// <summary>AIRFLOW_VECTORS, else shared/vectors beside the repository or beside one of its parents.</summary>
    public static string Folder { get; } = VectorFolder.Path;

    /// <summary>The cases of a file with a list "cases", one row each; optionally only some of them.</summary>
    public static TheoryData<string> Ids(string file, Func<JsonObject, bool>? filter = null)
    {
        var ids = new TheoryData<string>();
        foreach (var (id, @case) in Load(file))
        {
            if (filter is null || filter(@case))
            {
                ids.Add(id);
            }
        }
        return ids;
    }

    /// <summary>One case; a copy that the test may take apart.</summary>
    public static JsonObject Case(string file, string id) => (JsonObject)Load(file)[id].DeepClone();

    /// <summary>Compares without regard to the order of keys and to how a number is written.</summary>
    public static void ShouldMatch(JsonNode? actual, JsonNode? expected)
    {
        if (!JsonNode.DeepEquals(Sorted(actual), Sorted(expected)))
        {
            Text(actual).ShouldBe(Text(expected));
            throw new InvalidOperationException("The values differ although they print alike.");
        }
    }

    private static Dictionary<string, JsonObject> Load(string file) => Files.GetOrAdd(file, static name =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, name)))!["cases"]!.AsArray()
            .ToDictionary(@case => @case!["id"]!.GetValue<string>(), @case => @case!.AsObject(), StringComparer.Ordinal));

    private static string Text(JsonNode? node) => Sorted(node)?.ToJsonString(Indented) ?? "null";

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => KeyValuePair.Create(entry.Key, Sorted(entry.Value)))),
        JsonArray list => new JsonArray(list.Select(Sorted).ToArray()),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => JsonValue.Create(JsonSerializer.Deserialize<double>(value.ToJsonString())),
        _ => node?.DeepClone(),
    };
}
