using Airflow.Engine.Runs;

namespace Airflow.EndToEnd.Cluster;

/// <summary>The guide "three machines": master, a worker for kafka_queue, a worker for spark_queue, typed as it stands there, whatever the broker and the database.</summary>
public abstract class ThreeMachinesGuide : IAsyncLifetime
{
    private ThreeHosts hosts = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected abstract string BrokerUrl { get; }

    protected abstract string DatabaseUrl { get; }

    private (string Name, string Value)[] Settings =>
    [
        ("AIRFLOW__CORE__EXECUTOR", "CeleryExecutor"),
        ("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN", DatabaseUrl),
        ("AIRFLOW__CELERY__BROKER_URL", BrokerUrl),
        ("AIRFLOW__CELERY__RESULT_BACKEND", $"db+{DatabaseUrl}"),

        // the guide copies airflow.cfg, and with it the key, to every host
        ("AIRFLOW__API__SECRET_KEY", "the-same-key-on-every-host-of-this-test"),
        ("AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_SEC", "1"),
        ("AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT", "15"),
    ];

    public async ValueTask InitializeAsync()
    {
        hosts = await ThreeHosts.StartAsync(StartServicesAsync);
        try
        {
            await StartRolesAsync();
        }
        catch
        {
            await hosts.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (hosts is not null)
        {
            await hosts.DisposeAsync();
        }
    }

    [Fact]
    public async Task Each_queue_is_served_where_it_belongs_and_logs_are_read_on_the_master()
    {
        (await MasterAsync("config get-value core executor")).Output.ShouldBe("CeleryExecutor\n");
        (await MasterAsync("config get-value celery broker_url")).Output.ShouldBe($"{BrokerUrl}\n");
        await RunDagAsync("queues", """
            var dag = new Dag("queues");
            string Where() { Console.WriteLine($"at {Environment.MachineName}"); return Environment.MachineName; }
            dag.Task("kafka", Where, new() { Queue = "kafka_queue" });
            dag.Task("spark", Where, new() { Queue = "spark_queue" });
            dag.Task("any", Where);
            return await DagFile.RunAsync(args);
            """);

        var log = await MasterAsync("tasks logs queues kafka r1");
        log.Output.ShouldContain("at host1", customMessage: log.Error);
        (await MasterAsync("tasks logs queues spark r1")).Output.ShouldContain("at host2");
        (await MasterAsync("tasks logs queues any r1")).Output.ShouldContain("at host");
    }

    [Fact]
    public async Task A_queue_that_nobody_serves_is_said_at_once()
    {
        hosts.Master.WriteDag("nobody.cs", """
            var dag = new Dag("nobody");
            dag.Task("a", () => { }, new() { Queue = "gpu_queue" });
            return await DagFile.RunAsync(args);
            """);
        await hosts.Master.WaitAsync("the DAG", async () => (await MasterAsync("dags list -o plain")).Output.Contains("nobody", StringComparison.Ordinal));
        (await MasterAsync("dags trigger nobody --run-id r1")).ExitCode.ShouldBe(0);

        await hosts.Master.WaitAsync("the warning", () => Task.FromResult(hosts.Master.Output.Contains("gpu_queue", StringComparison.Ordinal)));
        (await MasterAsync("tasks explain nobody a r1")).Output.ShouldContain("gpu_queue");
    }

    [Fact]
    public async Task A_worker_that_is_cut_off_loses_its_try_to_another_and_comes_back()
    {
        hosts.Master.WriteDag("cut.cs", $$"""
            var dag = new Dag("cut") { DefaultArgs = new() { Retries = 2, RetryDelay = TimeSpan.Zero } };
            dag.Task("a", context =>
            {
                File.AppendAllText("{{hosts.Master.Oracle}}", $"{context.TryNumber} {Environment.MachineName}\n");
                while (context.TryNumber == 1 && !File.Exists("{{hosts.Master.Oracle}}.go")) { Thread.Sleep(10); }
            });
            return await DagFile.RunAsync(args);
            """);
        await hosts.Master.WaitAsync("the DAG", async () => (await MasterAsync("dags list -o plain")).Output.Contains("cut", StringComparison.Ordinal));
        (await MasterAsync("dags trigger cut --run-id r1")).ExitCode.ShouldBe(0);
        await hosts.Master.WaitAsync("the first try", () => Task.FromResult(hosts.Master.OracleLines.Any(line => line.Contains("host", StringComparison.Ordinal))));
        var first = (await File.ReadAllTextAsync(hosts.Master.Oracle, Cancel)).Contains("host1", StringComparison.Ordinal) ? 1 : 2;
        await hosts.CutAsync(first);

        await EndAsync("cut", "success");
        await File.WriteAllTextAsync($"{hosts.Master.Oracle}.go", "", Cancel);
        await hosts.HealAsync(first);

        (await File.ReadAllLinesAsync(hosts.Master.Oracle, Cancel)).Select(line => line[0]).ShouldBe(['1', '2']);
        await RunDagAsync("after", """
            var dag = new Dag("after");
            dag.Task("a", () => 1, new() { Queue = "kafka_queue" });
            dag.Task("b", () => 1, new() { Queue = "spark_queue" });
            return await DagFile.RunAsync(args);
            """);
    }

    private protected abstract Task StartServicesAsync(MasterServices services);

    private async Task StartRolesAsync()
    {
        (await MasterAsync("db upgrade")).ExitCode.ShouldBe(0);
        hosts.Master.Begin(["webserver", "--port", "8080"], Settings);
        hosts.Master.Begin(["scheduler"], Settings);
        hosts.WorkerA.Begin(["celery", "worker", "--queues", "kafka_queue,default", "--loglevel", "INFO"], Settings);
        hosts.WorkerB.Begin(["celery", "worker", "--queues", "spark_queue,default", "--loglevel", "INFO"], Settings);
        await hosts.Master.WaitAsync("both workers", async () =>
        {
            hosts.WorkerA.Begun.HasExited.ShouldBeFalse(hosts.WorkerA.Output);
            hosts.WorkerB.Begun.HasExited.ShouldBeFalse(hosts.WorkerB.Output);
            var list = (await MasterAsync("celery list-workers -o plain")).Output;
            return list.Contains("kafka_queue", StringComparison.Ordinal) && list.Contains("spark_queue", StringComparison.Ordinal);
        });
    }

    private Task<CommandResult> MasterAsync(string line) => hosts.Master.RunAsync(line.Split(' '), Settings);

    private async Task RunDagAsync(string dagId, string text)
    {
        hosts.Master.WriteDag($"{dagId}.cs", text);
        await hosts.Master.WaitAsync($"the DAG {dagId}", async () => (await MasterAsync("dags list -o plain")).Output.Contains(dagId, StringComparison.Ordinal));
        (await MasterAsync($"dags trigger {dagId} --run-id r1")).ExitCode.ShouldBe(0);
        await EndAsync(dagId, "success");
    }

    private Task EndAsync(string dagId, string state) => hosts.Master.WaitAsync($"the end of {dagId}", async () =>
    {
        var listed = (await MasterAsync($"dags list-runs {dagId} -o plain")).Output;
        var isEnded = listed.Contains(RunState.Success.Name(), StringComparison.Ordinal) || listed.Contains(RunState.Failed.Name(), StringComparison.Ordinal);
        if (isEnded)
        {
            listed.ShouldContain(state);
        }

        return isEnded;
    });
}
