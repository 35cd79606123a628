using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Airflow.Shared;

namespace Airflow.EndToEnd.Rest;

/// <summary>The requests and answers that were recorded of the real Airflow's REST API.</summary>
internal static partial class RestVectors
{
    private static readonly string Folder = Path.Combine(VectorFolder.Path, "rest");

    [GeneratedRegex("/dags/([^/]+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DagOf { get; }

    /// <summary>By name, in the order of the files, which is that of the recording.</summary>
    public static IReadOnlyDictionary<string, JsonObject> All { get; } = Directory.EnumerateFiles(Folder, "*.json")
        .Where(file => Path.GetFileName(file) != "fixture.json")
        .Order(StringComparer.Ordinal)
        .SelectMany(file => JsonNode.Parse(File.ReadAllText(file))!["vectors"]!.AsArray())
        .ToDictionary(vector => vector!["name"]!.GetValue<string>(), vector => RestVectorFittings.Fit(vector!.AsObject()), StringComparer.Ordinal);

    /// <summary>Brings a server to the state that the answers were recorded in.</summary>
    public static IReadOnlyList<JsonObject> Fixture { get; } =
    [
        .. JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "fixture.json")))!["steps"]!.AsArray().Select(step => step!.AsObject()),
    ];

    /// <summary>The DAGs that the fixture changes: they must have been read before.</summary>
    public static IReadOnlyList<string> Dags { get; } =
    [
        .. Fixture.Select(step => DagOf.Match($"{step["path"]}")).Where(match => match.Success).Select(match => match.Groups[1].Value).Distinct(StringComparer.Ordinal),
    ];

    /// <summary>Those whose feature is there.</summary>
    public static TheoryData<string> Names => [.. All.Keys.Except(Open, StringComparer.Ordinal)];

    /// <summary>Those whose feature is not there yet.</summary>
    public static IReadOnlyList<string> Open { get; } =
    [
        .. File.ReadAllLines(Path.Combine(RepositoryFolder.Root, "tests/Airflow.EndToEnd/Rest/open-vectors.txt")).Where(line => line.Length > 0 && line[0] != '#'),
    ];
}
