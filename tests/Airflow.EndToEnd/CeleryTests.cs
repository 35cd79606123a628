using Airflow.Engine.Runs;
using Airflow.Shared;

namespace Airflow.EndToEnd;

/// <summary>A master and workers with homes of their own, which share nothing but the network and a broker.</summary>
public sealed class CeleryTests : IAsyncLifetime
{
    private const string Secret = "a-secret-of-this-test-that-is-long-enough-for-a-key";
    private readonly StandaloneHome master = new();
    private readonly List<StandaloneHome> hosts = [];
    private RedisServer redis = null!;
    private RunningProcess server = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private (string Name, string Value)[] Settings =>
    [
        ("AIRFLOW__CORE__EXECUTOR", "CeleryExecutor"),
        ("AIRFLOW__CELERY__BROKER_URL", redis.Url),
        ("AIRFLOW__CORE__EXECUTION_API_SERVER_URL", $"http://127.0.0.1:{master.Port}/execution/"),
        ("AIRFLOW__EXECUTION_API__JOIN_SECRET", Secret),
        ("AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_SEC", "1"),
        ("AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT", "10"),
    ];

    public async ValueTask InitializeAsync()
    {
        redis = await RedisServer.StartAsync();
        (await master.RunAsync("db", "migrate")).ExitCode.ShouldBe(0);
        master.Begin(["dag-processor"], Settings);
        server = master.Begin(["api-server", "--port", $"{master.Port}"], Settings);
        await master.WaitUntilHealthyAsync(master.Begin(["scheduler"], Settings));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts)
        {
            await host.DisposeAsync();
        }

        await master.DisposeAsync();
        await redis.DisposeAsync();
    }

    [Fact]
    public async Task Tasks_run_on_the_worker_that_serves_their_queue_with_code_that_came_by_itself()
    {
        var kafka = Worker("kafka_queue,default");
        var spark = Worker("spark_queue");
        var run = await master.RunDagAsync("two_hosts", """
            var dag = new Dag("two_hosts");
            var read = dag.Task("read", () =>
            {
                Console.WriteLine("reading");
                return new[] { 1, 2, 3 };
            }, new() { Queue = "kafka_queue" });
            var squares = read.Map("square", n => n * n);
            dag.Task("total", squares, all => Console.WriteLine($"total {all.Sum()}"), new() { Queue = "spark_queue" });
            return await DagFile.RunAsync(args);
            """);

        run.State.ShouldBe(RunState.Success);
        kafka.LogEvents("two_hosts", "read").ShouldContain("reading");
        spark.LogEvents("two_hosts", "total").ShouldContain("total 14");
        File.Exists(master.LogFile("two_hosts", "read")).ShouldBeFalse();
        File.Exists(kafka.LogFile("two_hosts", "total")).ShouldBeFalse();
        Directory.Exists(kafka.DagFile("")).ShouldBeFalse();
        (await master.TaskAsync("two_hosts", "read")).Executor.ShouldBe("CeleryExecutor");
    }

    [Fact]
    public async Task A_try_on_a_worker_that_is_killed_goes_on_as_the_next_try_on_another()
    {
        var first = Worker("default");
        master.WriteDag("killed.cs", $$"""
            var dag = new Dag("killed") { DefaultArgs = new() { Retries = 1, RetryDelay = TimeSpan.Zero } };
            dag.Task("a", context =>
            {
                File.AppendAllText("{{master.Oracle}}", $"a {context.TryNumber}\n");
                while (context.TryNumber == 1) { Thread.Sleep(10); }
            });
            return await DagFile.RunAsync(args);
            """);
        await master.WaitForDagAsync("killed");
        await master.TriggerAsync("killed", "r1");
        await master.WaitForLineAsync("a 1");
        await first.Begun.SignalAsync("KILL");
        await first.Begun.WaitForExitAsync(Cancel);
        Worker("default");

        (await master.WaitForRunAsync("killed", "r1")).State.ShouldBe(RunState.Success);
        (await File.ReadAllLinesAsync(master.Oracle, Cancel)).ShouldBe(["a 1", "a 2"]);
        (await master.HistoryAsync("killed", "a")).ShouldHaveSingleItem().ExitCause.ShouldNotBeNull().ShouldContain("lost");
    }

    [Fact]
    public async Task A_worker_that_is_asked_to_stop_lets_its_tries_end_and_takes_no_more()
    {
        var worker = Worker("default");
        master.WriteDag("warm.cs", $$"""
            var dag = new Dag("warm");
            var a = dag.Task("a", async () =>
            {
                File.AppendAllText("{{master.Oracle}}", "a\n");
                while (!File.Exists("{{master.Oracle}}.go")) { await Task.Delay(20); }
                File.AppendAllText("{{master.Oracle}}", "a done\n");
            });
            _ = a >> dag.Task("b", () => File.AppendAllText("{{master.Oracle}}", "b\n"));
            return await DagFile.RunAsync(args);
            """);
        await master.WaitForDagAsync("warm");
        await master.TriggerAsync("warm", "r1");
        await master.WaitForLineAsync("a");
        await worker.Begun.SignalAsync("TERM");
        await worker.WaitAsync("the signal to be heard", () => Task.FromResult(worker.Output.Contains("takes nothing new", StringComparison.Ordinal)));
        await LetGoAsync();
        await worker.Begun.WaitForExitAsync(Cancel);
        worker.Begun.ExitCode.ShouldBe(0, worker.Output);
        (await File.ReadAllLinesAsync(master.Oracle, Cancel)).ShouldBe(["a", "a done"]);

        Worker("default");
        (await master.WaitForRunAsync("warm", "r1")).State.ShouldBe(RunState.Success);
        (await File.ReadAllLinesAsync(master.Oracle, Cancel)).ShouldBe(["a", "a done", "b"]);
    }

    [Fact]
    public async Task A_worker_whose_server_is_gone_goes_on_until_a_second_signal_ends_it_at_once()
    {
        var worker = Worker("default");
        master.WriteDag("alone.cs", $$"""
            var dag = new Dag("alone");
            dag.Task("a", async () =>
            {
                File.AppendAllText("{{master.Oracle}}", "a\n");
                while (!File.Exists("{{master.Oracle}}.go")) { await Task.Delay(20); }
            });
            return await DagFile.RunAsync(args);
            """);
        await master.WaitForDagAsync("alone");
        await master.TriggerAsync("alone", "r1");
        await master.WaitForLineAsync("a");
        await server.SignalAsync("KILL");
        await server.WaitForExitAsync(Cancel);
        await worker.Begun.SignalAsync("TERM");
        await LetGoAsync();
        await worker.WaitAsync("an end that nobody takes", () => Task.FromResult(worker.Output.Contains("could not be stored; trying again", StringComparison.Ordinal)));
        worker.Begun.HasExited.ShouldBeFalse(worker.Output);

        await worker.Begun.SignalAsync("TERM");
        await worker.WaitAsync("the end of the worker", () => Task.FromResult(worker.Begun.HasExited));

        worker.Begun.ExitCode.ShouldBe(143);
    }

    [Fact]
    public async Task A_broker_that_loses_everything_loses_no_task()
    {
        var worker = Worker("default");
        await worker.WaitAsync("the worker", () => Task.FromResult(worker.Output.Contains("serves default", StringComparison.Ordinal)));
        await redis.StopAsync();
        master.WriteDag("wiped.cs", """
            var dag = new Dag("wiped");
            var a = dag.Task("a", () => 1);
            dag.Task("b", a, one => one + 1);
            return await DagFile.RunAsync(args);
            """);
        await master.WaitForDagAsync("wiped");
        await master.TriggerAsync("wiped", "r1");
        await master.WaitAsync("the broker to be missed", () => Task.FromResult(master.Output.Contains("wait for the broker", StringComparison.Ordinal)));
        await redis.StartAgainAsync();

        (await master.WaitForRunAsync("wiped", "r1")).State.ShouldBe(RunState.Success);
    }

    [Fact]
    public async Task A_worker_with_the_wrong_secret_is_told_so()
    {
        var host = new StandaloneHome();
        hosts.Add(host);

        var answer = await host.RunAsync(["celery", "worker"], [.. Settings, ("AIRFLOW__EXECUTION_API__JOIN_SECRET", "another-secret-that-is-long-enough-for-a-key")]);

        answer.ExitCode.ShouldBe(1);
        answer.Error.ShouldContain("join_secret");
        answer.Error.ShouldNotContain("Exception");
    }

    /// <summary>Lets the tasks end that wait for it.</summary>
    private Task LetGoAsync() => File.WriteAllTextAsync($"{master.Oracle}.go", "", Cancel);

    /// <summary>A worker on a host of its own: no DAG files, no database.</summary>
    private StandaloneHome Worker(string queues)
    {
        var host = new StandaloneHome();
        hosts.Add(host);
        host.Begin(
            ["celery", "worker", "-q", queues, "-c", "4"],
            [.. Settings, ("AIRFLOW__LOGGING__WORKER_LOG_SERVER_PORT", $"{FreePort.Find()}"), ("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN", "sqlite:////nowhere/none.db")]);
        return host;
    }
}
