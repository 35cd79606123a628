using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;
using Airflow.Shared;

namespace Airflow.EndToEnd;

/// <summary>Two of every role on one PostgreSQL, which is database and broker; one of each is killed.</summary>
public sealed class SeveralRolesTests : IAsyncLifetime
{
    private readonly int secondPort = FreePort.Find();
    private readonly List<RunningProcess> first = [];
    private readonly List<RunningProcess> second = [];
    private PostgresServer? server;
    private StandaloneHome? home;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private (string Name, string Value)[] Settings =>
    [
        ("AIRFLOW__CORE__EXECUTOR", "CeleryExecutor"),
        ("AIRFLOW__CELERY__BROKER_URL", $"db+{server!.UrlOf("airflow_db")}"),
        ("AIRFLOW__CORE__EXECUTION_API_SERVER_URL", $"http://127.0.0.1:{secondPort}/execution/"),
        ("AIRFLOW__EXECUTION_API__JOIN_SECRET", "a-secret-of-this-test-that-is-long-enough-for-a-key"),
        ("AIRFLOW__TRIGGERER__JOB_HEARTBEAT_SEC", "1"),
        ("AIRFLOW__TRIGGERER__TRIGGERER_HEALTH_CHECK_THRESHOLD", "3"),
    ];

    public async ValueTask InitializeAsync()
    {
        server = await PostgresServer.StartAsync(isDurable: true, Cancel);
        await server.QueryAsync("postgres", "CREATE DATABASE airflow_db", Cancel);
        home = new StandaloneHome { DatabaseUrl = server.UrlOf("airflow_db") };
        (await home.RunAsync("db", "migrate")).ExitCode.ShouldBe(0);
        Start(first, home.Port);
        await home.WaitUntilHealthyAsync(first[0]);
        Start(second, secondPort);
        home.Begin(["celery", "worker", "-c", "4"], [.. Settings, ("AIRFLOW__LOGGING__WORKER_LOG_SERVER_PORT", $"{FreePort.Find()}")]);
    }

    public async ValueTask DisposeAsync()
    {
        if (home is not null)
        {
            await home.DisposeAsync();
        }

        if (server is not null)
        {
            await server.DisposeAsync();
        }
    }

    [Fact]
    public async Task Work_goes_on_when_one_of_each_is_killed()
    {
        home!.WriteDag("before.cs", Waiting("before"));
        await home.WaitForDagAsync("before");
        await home.TriggerAsync("before", "r1");
        await WaitForDeferralAsync("before");
        foreach (var process in first)
        {
            await process.SignalAsync("KILL");
            await process.WaitForExitAsync(Cancel);
        }

        // read by the other dag-processor, started by the other scheduler, waited for by the other triggerer
        home.WriteDag("after.cs", Waiting("after"));
        await home.WaitForDagAsync("after");
        await home.TriggerAsync("after", "r1");
        await WaitForDeferralAsync("after");
        await File.WriteAllTextAsync(home.Oracle, "", Cancel);

        (await home.WaitForRunAsync("after", "r1")).State.ShouldBe(RunState.Success);
        (await home.WaitForRunAsync("before", "r1")).State.ShouldBe(RunState.Success);
        foreach (var dagId in new[] { "before", "after" })
        {
            var task = await home.TaskAsync(dagId, "a");
            (task.State, task.TryNumber).ShouldBe((TaskState.Success, 1));
        }

        second.ShouldAllBe(process => !process.HasExited);
    }

    private void Start(List<RunningProcess> processes, int port)
    {
        processes.Add(home!.Begin(["api-server", "--port", $"{port}"], Settings));
        processes.Add(home.Begin(["dag-processor"], Settings));
        processes.Add(home.Begin(["scheduler"], Settings));
        processes.Add(home.Begin(["triggerer"], Settings));
    }

    private Task WaitForDeferralAsync(string dagId) => home!.WaitAsync(
        $"the deferral of {dagId}",
        async () => await home.Stores.TaskInstances.FindAsync(new TaskInstanceKey(dagId, "r1", "a", -1), Cancel) is { State: TaskState.Deferred });

    private string Waiting(string dagId) => $$"""
        var dag = new Dag("{{dagId}}");
        dag.Task("a", context => context.Event is null
            ? TaskOutcome.Deferred(new FileTrigger("{{home!.Oracle}}") { PokeInterval = TimeSpan.FromMilliseconds(50) })
            : TaskOutcome.Success(7));
        return await DagFile.RunAsync(args);
        """;
}
