using Airflow.Engine.Runs;

namespace Airflow.Server.Tests.Api.Ui;

/// <summary>Two runs side by side, named or the newest.</summary>
public sealed class CompareTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private ApiServer server = null!;
    private string token = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await ApiServer.StartAsync();
        token = await server.TokenOfAsync("admin");
        var dag = new Dag("d");
        dag.Task("a", static _ => { });
        await server.SaveDagAsync(dag);
        foreach (var number in Enumerable.Range(1, 3))
        {
            (await server.Stores.Runs.CreateAsync(new DagRun { DagId = "d", RunId = $"r{number}", RunType = RunType.Manual, RunAfter = Noon.AddMinutes(number) }, Cancel))
                .ShouldBe(RunCreation.Created);
        }
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData("", "r3 r2")]
    [InlineData("?run_ids=r2", "r2 r1")]
    [InlineData("?run_ids=r1&run_ids=r3", "r1 r3")]
    [InlineData("?run_ids=r1", "r1")]
    public async Task The_pair_is_what_was_named_and_the_runs_before(string query, string expected)
    {
        var found = await server.JsonAsync(HttpMethod.Get, $"/ui/compare/d{query}", token);

        found["runs"]!.AsArray().Select(static run => (string?)run!["dag_run_id"]).ShouldBe(expected.Split(' '));
        found["cells"]!["runs"]!.AsObject().Select(static run => run.Key).ShouldBe(expected.Split(' '));
        found["recent_run_ids"]!.AsArray().Select(static id => (string?)id).ShouldBe(["r3", "r2", "r1"]);
    }

    [Fact]
    public async Task A_run_that_is_not_there_is_told() => (await server.StatusAsync(HttpMethod.Get, "/ui/compare/d?run_ids=gone", token)).ShouldBe(404);
}
