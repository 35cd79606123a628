using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;
using Airflow.Providers.Common.Sql;

namespace Airflow.EndToEnd;

/// <summary>The examples that a first standalone shows run to success there, as they are.</summary>
public sealed class ExampleDagTests : IAsyncLifetime
{
    private readonly StandaloneHome home = new();

    public async ValueTask InitializeAsync() => await home.StartAsync(("AIRFLOW__CORE__LOAD_EXAMPLES", "True"), ("AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION", "True"));

    public ValueTask DisposeAsync() => home.DisposeAsync();

    [Fact]
    public async Task Employees_makes_its_table_and_fills_it_once()
    {
        await home.WaitForDagAsync("example_employees");
        (await home.RunAsync("dags", "unpause", "example_employees")).ExitCode.ShouldBe(0);

        var run = await WaitForScheduledRunAsync("example_employees");

        run.State.ShouldBe(RunState.Success);
        (await ScalarAsync("SELECT count(*) || ' ' || count(reportsTo) FROM employees")).ShouldBe("23 22");
        var (create, insert) = (await home.TaskAsync("example_employees", "create_employees_table", run.RunId), await home.TaskAsync("example_employees", "insert_employees_data", run.RunId));
        insert.StartDate.ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(create.EndDate.ShouldNotBeNull());
        (await home.Stores.Runs.ListAsync(new RunFilter { DagId = "example_employees" }, CancellationToken.None)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Crawl_reads_every_page_in_a_task_of_its_own_and_loads_them()
    {
        var run = await RunAsync("example_crawl");

        run.State.ShouldBe(RunState.Success);
        var tasks = await home.Stores.TaskInstances.ListForRunAsync("example_crawl", "r1", CancellationToken.None);
        tasks.Where(task => task.Key.TaskId == "read_page").Select(task => (task.Key.MapIndex, task.State)).Order()
            .ShouldBe(Enumerable.Range(0, 6).Select(index => (index, TaskState.Success)));
        (await ScalarAsync("SELECT count(*) || ' ' || max(title) FROM pages")).ShouldBe("6 The worker");
        home.LogEvents("example_crawl", "load").ShouldContain(line => line.StartsWith("Loaded 6 pages", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Mapping_makes_an_instance_for_each_element_and_gives_all_results_to_what_follows()
    {
        (await RunAsync("example_mapping")).State.ShouldBe(RunState.Success);

        var tasks = await home.Stores.TaskInstances.ListForRunAsync("example_mapping", "r1", CancellationToken.None);
        var names = tasks.Where(task => task.Key.TaskId == "each_file.read").OrderBy(task => task.Key.MapIndex).Select(task => task.RenderedMapIndex);
        names.ShouldBe(["orders.csv", "customers.csv", "returns.csv"]);
        tasks.Where(task => task.Key.TaskId is "each_file.load" or "number_file").ShouldAllBe(task => task.State == TaskState.Success && task.Key.MapIndex >= 0);
        tasks.Where(task => task.Key.TaskId == "pack").Max(task => task.RenderedMapIndex).ShouldBe("pack 5");
        tasks.Where(task => task.Key.TaskId is "for_none" or "after_none").Select(task => task.State).ShouldBe([TaskState.Skipped, TaskState.Skipped]);
        home.LogEvents("example_mapping", "report").ShouldContain("3 files, 34 rows");
        (await home.RunAsync("tasks", "states-for-dag-run", "example_mapping", "r1")).Output.ShouldContain("each_file.load");
    }

    [Fact]
    public async Task Branching_takes_one_way_and_skips_the_others()
    {
        (await RunAsync("example_branching")).State.ShouldBe(RunState.Success);

        (await home.TaskAsync("example_branching", "load")).State.ShouldBe(TaskState.Success);
        (await home.TaskAsync("example_branching", "report_nothing")).State.ShouldBe(TaskState.Skipped);
        (await home.TaskAsync("example_branching", "join")).State.ShouldBe(TaskState.Success);
        (await home.TaskAsync("example_branching", "archive")).State.ShouldBe(TaskState.Skipped);
    }

    [Fact]
    public async Task Sales_runs_for_its_day()
    {
        await home.WaitForDagAsync("example_sales");
        (await home.RunAsync("dags", "unpause", "example_sales")).ExitCode.ShouldBe(0);

        var run = await WaitForScheduledRunAsync("example_sales");

        run.State.ShouldBe(RunState.Success);
        home.LogEvents("example_sales", "report", runId: run.RunId).ShouldContain($"{run.LogicalDate:yyyy-MM-dd}: 21.5");
    }

    [Fact]
    public async Task The_other_examples_succeed()
    {
        string[] examples = ["example_hello", "example_params", "example_groups", "example_xcom", "example_retries"];
        foreach (var dagId in examples)
        {
            await StartAsync(dagId);
        }

        foreach (var dagId in examples)
        {
            (await home.WaitForRunAsync(dagId, "r1")).State.ShouldBe(RunState.Success, dagId);
        }

        (await home.Stores.Dags.ListImportErrorsAsync(CancellationToken.None)).ShouldBeEmpty();
        (await home.HistoryAsync("example_retries", "flaky")).Count.ShouldBe(2);
    }

    private async Task<DagRun> RunAsync(string dagId)
    {
        await StartAsync(dagId);
        return await home.WaitForRunAsync(dagId, "r1");
    }

    private async Task StartAsync(string dagId)
    {
        await home.WaitForDagAsync(dagId);
        (await home.RunAsync("dags", "unpause", dagId)).ExitCode.ShouldBe(0);
        await home.TriggerAsync(dagId, "r1");
    }

    private async Task<DagRun> WaitForScheduledRunAsync(string dagId)
    {
        DagRun? run = null;
        await home.WaitAsync($"a finished run of {dagId}", async () =>
        {
            run = (await home.Stores.Runs.ListAsync(new RunFilter { DagId = dagId }, CancellationToken.None)).FirstOrDefault(candidate => candidate.State.IsFinished());
            return run is not null;
        });
        return run!;
    }

    /// <summary>One value of the database that the example connection names.</summary>
    private async Task<string?> ScalarAsync(string sql)
    {
        await using var connection = new SqliteEngine().Create(new Connection("sqlite_default", "sqlite") { Host = Path.Combine(home.Folder, "sqlite_default.db") }, null);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))?.ToString();
    }
}
