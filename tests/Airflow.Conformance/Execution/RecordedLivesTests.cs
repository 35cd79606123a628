using System.Text.Json.Nodes;

namespace Airflow.Conformance.Execution;

/// <summary>Task lives recorded between Airflow's workers and servers: our server answers each request with the same status and shape.</summary>
[Trait("Category", "Conformance")]
public sealed class RecordedLivesTests
{
    public static TheoryData<string> Lives =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Vectors.Folder, "execution"), "http-*.json").Select(file => Path.GetFileName(file))
            .Where(file => !file.Contains("error-probes", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Lives))]
    public async Task A_recorded_life_replays(string file)
    {
        var record = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Vectors.Folder, "execution", file), TestContext.Current.CancellationToken))!.AsObject();
        await using var server = await ExecutionServer.StartAsync(TestContext.Current.CancellationToken);
        await new RecordedLife(server, record, TestContext.Current.CancellationToken).ReplayAsync();
    }
}
