using Airflow.Engine.Runs;
using Airflow.Shared;

namespace Airflow.EndToEnd;

/// <summary>Logs of a worker with a home of its own, read where the schedulers are; and queues that no worker serves.</summary>
public sealed class WorkerLogTests : IAsyncLifetime
{
    private const string Secret = "a-secret-of-this-test-that-is-long-enough-for-a-key";
    private readonly StandaloneHome master = new();
    private readonly StandaloneHome host = new();
    private RedisServer redis = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Store => Path.Combine(master.Folder, "kept-logs");

    private (string Name, string Value)[] Settings =>
    [
        ("AIRFLOW__CORE__EXECUTOR", "CeleryExecutor"),
        ("AIRFLOW__CELERY__BROKER_URL", redis.Url),
        ("AIRFLOW__CORE__EXECUTION_API_SERVER_URL", $"http://127.0.0.1:{master.Port}/execution/"),
        ("AIRFLOW__EXECUTION_API__JOIN_SECRET", Secret),
        ("AIRFLOW__CORE__MAX_MAP_LENGTH", "900"),
    ];

    private (string Name, string Value)[] Kept =>
        [.. Settings, ("AIRFLOW__LOGGING__REMOTE_LOGGING", "True"), ("AIRFLOW__LOGGING__REMOTE_BASE_LOG_FOLDER", $"file://{Store}")];

    public async ValueTask InitializeAsync()
    {
        redis = await RedisServer.StartAsync();
        (await master.RunAsync("db", "migrate")).ExitCode.ShouldBe(0);
        master.Begin(["dag-processor"], Settings);
        master.Begin(["api-server", "--port", $"{master.Port}"], Settings);
        await master.WaitUntilHealthyAsync(master.Begin(["scheduler"], Settings));
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await master.DisposeAsync();
        await redis.DisposeAsync();
    }

    [Fact]
    public async Task A_log_is_followed_on_the_master_while_the_try_runs_elsewhere_and_read_after_its_worker_is_gone()
    {
        var worker = Begin(Kept);
        master.WriteDag("far.cs", $$"""
            var dag = new Dag("far");
            dag.Task("a", async () =>
            {
                Console.WriteLine("first words");
                while (!File.Exists("{{master.Oracle}}")) { await Task.Delay(20); }
                Console.WriteLine("last words");
            });
            return await DagFile.RunAsync(args);
            """);
        await master.WaitForDagAsync("far");
        await master.TriggerAsync("far", "r1");
        var follow = master.Begin(["tasks", "logs", "far", "a", "r1", "-f"], Settings);
        await master.WaitAsync("the first words", () => Task.FromResult(follow.Output.Contains("first words", StringComparison.Ordinal)));
        follow.Output.ShouldNotContain("last words");
        await File.WriteAllTextAsync(master.Oracle, "go", Cancel);
        await follow.WaitForExitAsync(Cancel);

        follow.ExitCode.ShouldBe(0, follow.Output);
        follow.Output.ShouldContain("last words");
        File.Exists(master.LogFile("far", "a")).ShouldBeFalse();
        (await master.WaitForRunAsync("far", "r1")).State.ShouldBe(RunState.Success);
        (await ReadAsync(Settings)).Output.ShouldContain("last words");

        await worker.SignalAsync("TERM");
        await worker.WaitForExitAsync(Cancel);
        CommandResult gone = null!;
        await master.WaitAsync("the worker's end to be told", async () => (gone = await ReadAsync(Settings)).Error.Contains("no live worker is there", StringComparison.Ordinal));
        gone.ExitCode.ShouldBe(1);
        gone.Error.ShouldContain("remote_logging");
        var kept = await ReadAsync(Kept);
        kept.ExitCode.ShouldBe(0, kept.Error);
        kept.Output.ShouldContain("last words");
    }

    [Fact]
    public async Task A_worker_that_is_stopping_still_gives_the_logs_of_its_last_tries()
    {
        var worker = Begin(Settings);
        master.WriteDag("last.cs", $$"""
            var dag = new Dag("last");
            dag.Task("a", async () =>
            {
                Console.WriteLine("still here");
                File.AppendAllText("{{master.Oracle}}", "begun\n");
                while (!File.Exists("{{master.Oracle}}.go")) { await Task.Delay(20); }
            });
            return await DagFile.RunAsync(args);
            """);
        await master.WaitForDagAsync("last");
        await master.TriggerAsync("last", "r1");
        await master.WaitForLineAsync("begun");
        await worker.SignalAsync("TERM");
        await master.WaitAsync("the signal to be heard", () => Task.FromResult(worker.Output.Contains("takes nothing new", StringComparison.Ordinal)));

        CommandResult log = null!;
        await master.WaitAsync("the log", async () => (log = await master.RunAsync(["tasks", "logs", "last", "a", "r1"], Settings)).Output.Contains("still here", StringComparison.Ordinal));

        log.ExitCode.ShouldBe(0, log.Error);
        worker.HasExited.ShouldBeFalse(worker.Output);
        await File.WriteAllTextAsync($"{master.Oracle}.go", "", Cancel);
        await worker.WaitForExitAsync(Cancel);
        worker.ExitCode.ShouldBe(0, worker.Output);
    }

    [Fact]
    public async Task A_queue_that_nobody_serves_is_told_everywhere_and_at_once()
    {
        var worker = Begin(Settings);
        await master.WaitAsync("the worker", () => Task.FromResult(worker.Output.Contains("serves default", StringComparison.Ordinal)));
        master.WriteDag("waits.cs", """
            var dag = new Dag("waits");
            dag.Task("a", () => 1, new() { Queue = "kafka_queue" });
            return await DagFile.RunAsync(args);
            """);
        await master.WaitForDagAsync("waits");
        await master.TriggerAsync("waits", "r1");
        const string reason = "1 task waits on `kafka_queue`; no live worker listens; workers listen on default";
        await master.WaitAsync("the scheduler's warning", () => Task.FromResult(master.Output.Contains(reason, StringComparison.Ordinal)));

        (await master.RunAsync(["tasks", "explain", "waits", "a", "r1"], Settings)).Output.ShouldContain($"Queue Served: {reason}.");
        using var http = new HttpClient();
        (await http.GetStringAsync($"http://127.0.0.1:{master.Port}/api/v2/monitor/health", Cancel)).ShouldContain("\"unserved\":[{\"queue\":\"kafka_queue\",\"tasks\":1");

        var diff = await master.RunAsync(["config", "diff", Environment.MachineName, "-o", "json"], [.. Settings, ("AIRFLOW__CORE__PARALLELISM", "77")]);
        diff.Output.ShouldContain("\"option\": \"core.parallelism\"", customMessage: diff.Error);
        diff.Output.ShouldContain("\"here\": \"77\"");
        (await master.RunAsync(["config", "diff", "nowhere"], Settings)).Error.ShouldContain($"those that did: {Environment.MachineName}");
        await using var other = new StandaloneHome();
        other.Begin(
            ["celery", "worker", "-q", "kafka_queue", "-s"],
            [.. Settings, ("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN", "sqlite:////nowhere/none.db"), ("AIRFLOW__CORE__MAX_MAP_LENGTH", "77")]);
        (await master.WaitForRunAsync("waits", "r1")).State.ShouldBe(RunState.Success);
        var warning = $"The worker on {Environment.MachineName} sets core.max_map_length to '77'; here it is '900'";
        await master.WaitAsync("the warning", () => Task.FromResult(master.Output.Contains(warning, StringComparison.Ordinal)));
    }

    private RunningProcess Begin((string Name, string Value)[] settings) => host.Begin(
        ["celery", "worker", "-q", "default", "-c", "2"],
        [.. settings, ("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN", "sqlite:////nowhere/none.db"), ("AIRFLOW__LOGGING__WORKER_LOG_SERVER_PORT", $"{FreePort.Find()}")]);

    private Task<CommandResult> ReadAsync((string Name, string Value)[] settings) => master.RunAsync(["tasks", "logs", "far", "a", "r1"], settings);
}
