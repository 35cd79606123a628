using System.Text.Json.Nodes;
using Airflow.Shared;

namespace Airflow.Conformance;

/// <summary>The folder of facts about the real Airflow: AIRFLOW_REFERENCE, else ../shared/reference beside the repository.</summary>
internal static class Reference
{
    public static string Folder { get; } =
        Environment.GetEnvironmentVariable("AIRFLOW_REFERENCE") ?? Path.Combine(RepositoryFolder.Root, "..", "shared", "reference");

    /// <summary>The cases of an array in a file, by their id; none where the folder is absent.</summary>
    public static Lazy<Dictionary<string, JsonObject>> Cases(string file, string array, Func<JsonObject, bool>? only = null) => new(() =>
    {
        var path = Path.Combine(Folder, file);
        if (!File.Exists(path))
        {
            return [];
        }

        var cases = JsonNode.Parse(File.ReadAllText(path))![array]!.AsArray().Select(node => node!.AsObject());
        return cases.Where(only ?? (static _ => true)).ToDictionary(node => (string)node["id"]!, StringComparer.Ordinal);
    });
}
