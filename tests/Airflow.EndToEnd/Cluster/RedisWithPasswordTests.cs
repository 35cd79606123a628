namespace Airflow.EndToEnd.Cluster;

/// <summary>The guide "Celery over Redis with PostgreSQL" of Airflow 2: every service in the background, on every host the same airflow.cfg.</summary>
[Collection(ThreeHosts.OneAtATime)]
public sealed class RedisWithPasswordTests : IAsyncLifetime
{
    private const string Config = """
        [core]
        dags_folder = {AIRFLOW_HOME}/dags
        executor = CeleryExecutor
        load_examples = False
        dags_are_paused_at_creation = False

        [database]
        sql_alchemy_conn = postgresql+psycopg2://airflow_user:airflow_pass123@10.77.0.1:5432/airflow_db

        [webserver]
        workers = 4
        secret_key = the-key-that-the-first-start-made-and-that-was-copied

        [celery]
        broker_url = redis://:redispassword@10.77.0.1:6379/0
        result_backend = db+postgresql+psycopg2://airflow_user:airflow_pass123@10.77.0.1:5432/celery
        worker_concurrency = 3
        """;

    private GuideHosts guide = null!;

    public async ValueTask InitializeAsync() => guide = await GuideHosts.StartAsync(Config, async services =>
    {
        await services.PostgresAsync("celery");
        await services.RedisAsync("redispassword");
    });

    public ValueTask DisposeAsync() => guide?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Everything_runs_in_the_background_and_a_worker_is_added_while_it_runs()
    {
        (await guide.MustAsync(0, "airflow db init")).Error.ShouldContain("\"airflow db init\" is now \"airflow db migrate\"");
        await guide.MustAsync(0, "airflow webserver -p 8080 -D");
        await guide.MustAsync(0, "airflow scheduler -D");
        await guide.MustAsync(1, "airflow celery worker -c 2 -D");
        await guide.MustAsync(0, "airflow celery flower -D");
        (await guide.Hosts.GetAsync(1, "http://10.77.0.1:8080/health")).ShouldNotBeNull().ShouldContain("\"scheduler\":{\"status\":\"healthy\"");
        await guide.SaveDagAsync("first", Dag("first"));
        await guide.MustAsync(0, "airflow dags trigger first");
        await guide.EndAsync("first");
        (await Slots("celery@host1")).ShouldBe(2);

        // the guide: a worker can be added at any time; nobody restarts anything
        await guide.MustAsync(2, "airflow celery worker -D");
        (await Slots("celery@host2")).ShouldBe(3);
        (await guide.QueuesAsync(2, workers: 2)).ShouldBe(new Dictionary<string, string> { ["celery@host1"] = "default", ["celery@host2"] = "default" }, ignoreOrder: true);
        (await guide.FlowerAsync(5556, workers: 2)).Keys.ShouldBe(["celery@host1", "celery@host2"], ignoreOrder: true);
        (await guide.Hosts.GetAsync(0, "http://localhost:5555/api/workers")).ShouldNotBeNull().ShouldContain("celery@host2");

        // a second scheduler, which the guide forbids
        await guide.MustAsync(1, "airflow scheduler -D");
        await guide.SaveDagAsync("second", Dag("second"));
        await guide.MustAsync(0, "airflow dags trigger second");
        await guide.EndAsync("second");
        await ResultsAsync(2);

        foreach (var (host, service) in new[] { (1, "scheduler"), (0, "scheduler"), (0, "celery flower"), (0, "webserver"), (1, "celery worker"), (2, "celery worker") })
        {
            (await guide.MustAsync(host, $"airflow {service} stop")).Error.ShouldNotContain("was killed");
        }

        (await guide.TypeAsync(0, $"celery -A {GuideHosts.App} inspect ping")).Error.ShouldContain("No nodes replied");
    }

    private static string Dag(string dagId) => $$"""
        var dag = new Dag("{{dagId}}");
        dag.Task("a", () => Environment.MachineName);
        return await DagFile.RunAsync(args);
        """;

    private async Task<int> Slots(string worker)
    {
        System.Text.Json.Nodes.JsonObject stats = [];
        await guide.Master.WaitAsync($"the answer of {worker}", async () => (stats = await guide.InspectAsync(0, "stats")).ContainsKey(worker));
        return stats[worker]!["pool"]!["max-concurrency"]!.GetValue<int>();
    }

    /// <summary>Celery's own rows in the database of results, as the guide looks them up in psql.</summary>
    private Task ResultsAsync(int count) => guide.Master.WaitAsync("the results", async () =>
    {
        var rows = await guide.MustAsync(0, "PGPASSWORD=airflow_pass123 psql -h 10.77.0.1 -U airflow_user -d celery -Atc \"SELECT count(*) FROM celery_taskmeta WHERE status = 'SUCCESS'\"");
        return rows.Output.Trim() == $"{count}";
    });
}
