namespace Airflow.EndToEnd.Cluster;

/// <summary>The guide "RabbitMQ and PostgreSQL" of Airflow 1.10: one node first, then the executor is changed and workers join; every command as it was spelt then.</summary>
[Collection(ThreeHosts.OneAtATime)]
public sealed class RabbitMqGuideTests : IAsyncLifetime
{
    private const string Amqp = "amqp://admin:admin@10.77.0.1:5672//";
    private GuideHosts guide = null!;

    public async ValueTask InitializeAsync() => guide = await GuideHosts.StartAsync(OldConfig110.Of("LocalExecutor", "sqla+mysql://airflow:airflow@localhost:3306/airflow"), async services =>
    {
        await services.PostgresAsync();
        await services.RabbitMqAsync("admin", "admin");
    });

    public ValueTask DisposeAsync() => guide?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task One_node_becomes_a_cluster_when_the_executor_is_changed()
    {
        (await guide.MustAsync(0, "airflow initdb")).Error.ShouldContain("\"airflow initdb\" is now \"airflow db migrate\"");
        guide.Begin(0, "airflow webserver -p 8000");
        var scheduler = guide.Begin(0, "airflow scheduler");
        await guide.Master.WaitAsync("the web server", async () => await guide.Hosts.GetAsync(0, "http://localhost:8000/health") is { } health && health.Contains("\"scheduler\":{\"status\":\"healthy\"", StringComparison.Ordinal));
        await RunAsync("alone", "host0");
        await scheduler.SignalAsync("INT");
        await scheduler.WaitForExitAsync(TestContext.Current.CancellationToken);

        guide.Hosts.WriteConfig(OldConfig110.Of("CeleryExecutor", Amqp));
        guide.Home(2).WriteConfig(OldConfig110.Of("CeleryExecutor", $"py{Amqp}"));
        await guide.MustAsync(0, "airflow initdb");
        guide.Begin(0, "airflow scheduler");
        guide.Begin(1, "airflow worker");
        guide.Begin(2, "airflow worker");
        await guide.QueuesAsync(1, workers: 2);
        (await guide.QueuesAsync(2, workers: 2)).ShouldBe(new Dictionary<string, string> { ["celery@host1"] = "default", ["celery@host2"] = "default" }, ignoreOrder: true);
        await RunAsync("together", "host1", "host2");
        await guide.MustAsync(0, "airflow flower -D");
        (await guide.FlowerAsync(5556, workers: 2)).Keys.ShouldBe(["celery@host1", "celery@host2"], ignoreOrder: true);
        await guide.MustAsync(0, "airflow flower stop");
    }

    [Fact]
    public async Task The_old_file_is_read_whole_and_what_is_obsolete_in_it_is_named()
    {
        (await guide.MustAsync(0, "airflow config get-value core sql_alchemy_conn")).Output.Trim().ShouldBe(MasterServices.PostgresUrl);
        (await guide.MustAsync(0, "airflow config get-value core base_log_folder")).Output.Trim().ShouldBe(Path.Combine(guide.Master.Folder, "logs"));
        (await guide.MustAsync(0, "airflow config get-value core dag_concurrency")).Output.Trim().ShouldBe("16");
        (await guide.MustAsync(0, "airflow config get-value logging simple_log_format")).Output.Trim().ShouldBe("%(asctime)s %(levelname)s - %(message)s");

        var lint = (await guide.TypeAsync(0, "airflow config lint")).Output;

        foreach (var obsolete in new[] { "dag_concurrency", "sql_alchemy_conn", "rbac", "statsd_on", "max_threads", "store_serialized_dags", "worker_class", "hide_sensitive_variable_fields" })
        {
            lint.ShouldContain(obsolete);
        }
    }

    /// <summary>Runs a DAG as it was done then; its task must have run on one of these hosts.</summary>
    private async Task RunAsync(string dagId, params string[] among)
    {
        guide.Master.WriteDag($"{dagId}.cs", $$"""
            var dag = new Dag("{{dagId}}");
            var first = dag.Task("first", () => Console.WriteLine($"at {Environment.MachineName}"));
            _ = first >> dag.Add(new Airflow.Providers.Standard.BashOperator("second") { BashCommand = "echo second at $(hostname)" });
            return await DagFile.RunAsync(args);
            """);
        await guide.Master.WaitAsync($"the DAG {dagId}", async () => (await guide.TypeAsync(0, "airflow list_dags")).Output.Contains(dagId, StringComparison.Ordinal));
        await guide.MustAsync(0, $"airflow unpause {dagId}");
        await guide.MustAsync(0, $"airflow trigger_dag {dagId} -r r1");
        await guide.EndAsync(dagId);
        (await guide.MustAsync(0, $"airflow tasks states-for-dag-run {dagId} r1 -o plain")).Output.ShouldNotContain("failed");
        var log = (await guide.MustAsync(0, $"airflow tasks logs {dagId} second r1")).Output;
        among.ShouldContain(host => log.Contains($"second at {host}", StringComparison.Ordinal), log);
    }
}
