using System.Text.Json.Nodes;

namespace Airflow.Conformance.Celery;

/// <summary>What was recorded of brokers with the real Celery: each recorded message under the path to it.</summary>
internal static class CeleryVectors
{
    public static JsonNode Load(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(Vectors.Folder, file)))!;

    /// <summary>Every object in the files with the key, as "file path".</summary>
    public static TheoryData<string> Having(string key, string folder, string pattern)
    {
        var rows = new TheoryData<string>();
        foreach (var path in Directory.EnumerateFiles(Path.Combine(Vectors.Folder, folder), pattern).Order(StringComparer.Ordinal))
        {
            var file = $"{folder}/{Path.GetFileName(path)}";
            foreach (var place in Places(Load(file)).Where(place => place.ContainsKey(key)))
            {
                rows.Add($"{file} {place.GetPath()}");
            }
        }

        return rows;
    }

    public static JsonObject Find(string @case)
    {
        var parts = @case.Split(' ', 2);
        return Places(Load(parts[0])).First(place => place.GetPath() == parts[1]);
    }

    private static IEnumerable<JsonObject> Places(JsonNode? node) => node switch
    {
        JsonObject map => map.Select(entry => entry.Value).SelectMany(Places).Prepend(map),
        JsonArray list => list.SelectMany(Places),
        _ => [],
    };
}
