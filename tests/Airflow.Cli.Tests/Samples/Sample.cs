using System.Text.Json.Nodes;
using Airflow.Shared;

namespace Airflow.Cli.Tests.Samples;

/// <summary>A recorded command line of the real Airflow: what was typed, what came out.</summary>
internal sealed record Sample(string[] Words, string Out, string Error, int ExitCode, string Input)
{
    /// <summary>The environment variables that were set.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The files that it wrote, by name.</summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    private static readonly string Folder = Path.Combine(
        Environment.GetEnvironmentVariable("AIRFLOW_REFERENCE") ?? Path.Combine(RepositoryFolder.Root, "..", "shared", "reference"), "cli-samples");

    public static bool IsAvailable => Directory.Exists(Folder);

    public static Sample Read(string id)
    {
        Assert.SkipUnless(IsAvailable, "The recorded samples are not on this machine.");
        var sample = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, id + ".json")))!;
        return new Sample(
            [.. sample["argv"]!.AsArray().Skip(1).Select(static word => (string)word!)],
            (string)sample["stdout"]!,
            (string)sample["stderr"]!,
            (int)sample["exit"]!,
            (string?)sample["stdin"] ?? "")
        {
            Variables = Texts(sample["env"]),
            Files = Texts(sample["files"]),
        };
    }

    private static Dictionary<string, string> Texts(JsonNode? node) =>
        (node?.AsObject() ?? []).ToDictionary(static pair => pair.Key, static pair => (string)pair.Value!, StringComparer.Ordinal);

    /// <summary>The usage lines, which are all that is kept of a help page.</summary>
    public static string UsageOf(string page)
    {
        var lines = page.Split('\n');
        return string.Join('\n', lines.TakeWhile((line, i) => i == 0 || line.StartsWith(' ')));
    }
}
