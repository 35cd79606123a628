using System.Diagnostics.Metrics;
using Airflow.Engine.Runs;
using Airflow.Engine.XComs;

namespace Airflow.Server.Tests.Api.Listing;

/// <summary>A list asks the database as often for many rows as for few.</summary>
public sealed class StatementCountTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly string[] Lists =
    [
        "/api/v2/dags", "/api/v2/dags/~/dagRuns", "/api/v2/dags/d0/dagRuns", "/api/v2/dags/d0/dagRuns?cursor=", "/api/v2/dags/~/dagRuns/~/taskInstances",
        "/api/v2/dags/d0/dagRuns/~/taskInstances", "/api/v2/dags/d0/dagRuns/r0/taskInstances", "/api/v2/dags/~/dagRuns/~/taskInstances?cursor=",
        "/api/v2/dags/~/dagRuns/~/taskInstances/~/xcomEntries", "/api/v2/dags/~/dagVersions", "/api/v2/dagTags", "/api/v2/dagStats", "/api/v2/dagWarnings",
        "/api/v2/importErrors", "/api/v2/eventLogs", "/api/v2/variables", "/api/v2/connections", "/api/v2/pools", "/api/v2/assets", "/api/v2/assets/events",
        "/api/v2/assets/aliases", "/api/v2/backfills?dag_id=d0", "/api/v2/jobs", "/api/v2/dags/~/dagRuns/~/hitlDetails", "/api/v2/dags/d0/tasks",
        "/ui/dags",
    ];

    private static readonly string[] Batches = ["/api/v2/dags/~/dagRuns/list", "/api/v2/dags/~/dagRuns/~/taskInstances/list"];

    private ApiServer server = null!;
    private string token = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await ApiServer.StartAsync();
        token = await server.TokenOfAsync("admin");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task The_number_of_statements_does_not_grow_with_the_rows()
    {
        await AddAsync(0, 2);
        var few = await CountAllAsync();
        await AddAsync(2, 9);
        var many = await CountAllAsync();

        many.ShouldBe(few);
        few.Values.ShouldAllBe(static count => count > 0 && count < 20);
    }

    private async Task<Dictionary<string, int>> CountAllAsync()
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var list in Lists)
        {
            counts[list] = await CountAsync(() => server.JsonAsync(HttpMethod.Get, list, token));
        }

        foreach (var batch in Batches)
        {
            counts[batch] = await CountAsync(() => server.JsonAsync(HttpMethod.Post, batch, token, new { page_limit = 50 }));
        }

        return counts;
    }

    /// <summary>Of the second time: the first reads what is kept.</summary>
    private async Task<int> CountAsync(Func<Task> ask)
    {
        await ask();
        var count = 0;
        var place = server.Url["sqlite:///".Length..];
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Name == "airflow.storage.statements")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            if (tags[0].Value is string where && where == place)
            {
                Interlocked.Increment(ref count);
            }
        });
        listener.Start();
        await ask();
        return count;
    }

    private async Task AddAsync(int first, int count)
    {
        foreach (var number in Enumerable.Range(first, count))
        {
            var dag = new Dag($"d{number}") { Tags = [$"t{number}"], Schedule = new Asset($"a{number}") };
            dag.Task("a", static _ => { });
            dag.Task("b", static _ => { }, new TaskOptions { Outlets = [new Asset($"out{number}")] });
            await server.SaveDagAsync(dag);
            foreach (var run in Enumerable.Range(first, count))
            {
                await AddRunAsync($"d{number}", $"r{run}");
            }

            await AddRunAsync("d0", $"r{number}");
            await server.JsonAsync(HttpMethod.Post, "/api/v2/variables", token, new { key = $"v{number}", value = "1" });
            await server.JsonAsync(HttpMethod.Post, "/api/v2/connections", token, new { connection_id = $"c{number}", conn_type = "http" });
            await server.JsonAsync(HttpMethod.Post, "/api/v2/pools", token, new { name = $"p{number}", slots = 1 });
        }
    }

    private async Task AddRunAsync(string dagId, string runId)
    {
        var run = new DagRun { DagId = dagId, RunId = runId, RunType = RunType.Manual, RunAfter = Noon };
        if (await server.Stores.Runs.CreateAsync(run, Cancel) == RunCreation.Created)
        {
            await server.JsonAsync(HttpMethod.Get, $"/api/v2/dags/{dagId}/dagRuns/{runId}/taskInstances", token);
            await server.Stores.Scheduling.XComs.SaveAsync(new XCom(new XComKey(dagId, runId, "a", "k"), "1"), Cancel);
        }
    }
}
