using System.Text.Json;
using Airflow.Hosting;
using Airflow.Tests.Hosting;

namespace Airflow.Providers.Examples;

/// <summary>The example DAGs are collected, valid, and do what they say, task by task.</summary>
public sealed class ExampleDagTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("example-tests");
    private readonly TestRun _run = new() { Templates = new WordTemplates() };

    public ExampleDagTests() =>
        _run.Backend.Connections["sqlite_default"] = new Connection("sqlite_default", "sqlite") { Host = Path.Combine(_folder.FullName, "example.db") };

    public static TheoryData<string> Files => [.. ExampleFile.Names];

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Every_example_is_a_valid_DAG_named_after_its_file(string file)
    {
        var dag = await ExampleFile.CollectAsync(file);

        dag.DagId.ShouldBe(Path.GetFileNameWithoutExtension(file));
        dag.Validate().ShouldBeEmpty();
        dag.Tags.ShouldContain("example");
        dag.Description.ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("example_hello.cs")]
    [InlineData("example_sales.cs")]
    [InlineData("example_employees.cs")]
    [InlineData("example_crawl.cs")]
    [InlineData("example_groups.cs")]
    [InlineData("example_xcom.cs")]
    [InlineData("example_params.cs")]
    public async Task Examples_without_detours_succeed_in_every_task(string file)
    {
        var dag = await ExampleFile.CollectAsync(file);

        foreach (var (task, outcome) in await RunAllAsync(dag))
        {
            outcome.ShouldBeOfType<TaskSucceeded>($"{file}: {task}");
        }
    }

    [Fact]
    public async Task Employees_has_all_rows_of_its_file()
    {
        await RunAllAsync(await ExampleFile.CollectAsync("example_employees.cs"));

        (await ScalarAsync("SELECT count(*) || ' ' || count(reportsTo) FROM employees")).ShouldBe("23 22");
    }

    [Fact]
    public async Task Crawl_loads_one_row_a_page()
    {
        await RunAllAsync(await ExampleFile.CollectAsync("example_crawl.cs"));

        (await ScalarAsync("SELECT count(*) || ' ' || max(title) FROM pages")).ShouldBe("6 The worker");
    }

    [Fact]
    public async Task Branching_takes_one_way()
    {
        var dag = await ExampleFile.CollectAsync("example_branching.cs");

        await RunAllAsync(dag, "count_rows", "pick");

        _run.Backend.Skipped.ShouldBe(["report_nothing"]);
        _run.Result(dag.GetTask("pick")).ShouldBe("\"load\"");
    }

    [Fact]
    public async Task Xcom_and_mapping_give_what_they_should()
    {
        var dag = await ExampleFile.CollectAsync("example_xcom.cs");

        await RunAllAsync(dag);

        _run.Result(dag.GetTask("sum")).ShouldBe("55");
        _run.Result(dag.GetTask("pull")).ShouldBe("\"42 rows of orders since 2026-01-01\"");
        _run.Result(dag.GetTask("pair"), mapIndex: 2).ShouldBe("\"3 is three\"");
    }

    [Fact]
    public async Task Retries_fails_as_often_as_it_says()
    {
        var flaky = (await ExampleFile.CollectAsync("example_retries.cs")).GetTask("flaky");

        (await _run.RunAsync(flaky, TestRun.Details(flaky) with { TryNumber = 2 })).ShouldBeOfType<TaskFailed>();
        (await _run.RunAsync(flaky, TestRun.Details(flaky) with { TryNumber = 3 })).ShouldBeOfType<TaskSucceeded>();
    }

    private async Task<object?> ScalarAsync(string sql)
    {
        await using var database = new Common.Sql.SqliteEngine().Create(_run.Backend.Connections["sqlite_default"], null);
        await database.OpenAsync();
        await using var command = database.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }

    private async Task<List<(string Task, TaskOutcome Outcome)>> RunAllAsync(Dag dag, params string[] only)
    {
        List<(string, TaskOutcome)> outcomes = [];
        foreach (var task in InOrder(dag).Where(task => only.Length == 0 || only.Contains(task.Id)))
        {
            foreach (var index in Instances(dag, task))
            {
                var details = TestRun.Details(task) with { MapIndex = index, DagFolder = ExampleFile.Folder };
                outcomes.Add((task.Id, await _run.RunAsync(task, details)));
            }
        }

        return outcomes;
    }

    private static IEnumerable<Operator> InOrder(Dag dag) => dag.Tasks.OrderBy(task => dag.Graph.AllUpstream(task).Count);

    private IEnumerable<int> Instances(Dag dag, Operator task)
    {
        if (task.ExpandInput is not { } input)
        {
            return [-1];
        }

        var lengths = input.Outputs.Select(output => _run.Backend.MappedLengths[new XComKey(dag.DagId, "run", output.Task.Id, output.Key, -1)] ?? 0);
        return Enumerable.Range(0, lengths.Min());
    }

    /// <summary>Fills the two expressions that the examples use.</summary>
    private sealed class WordTemplates : ITemplateRenderer
    {
        public async ValueTask<object?> RenderAsync(TemplateRequest request, TaskContext context, CancellationToken cancellationToken)
        {
            var value = request.Value is string text
                ? text.Replace("{{ ds }}", $"{context.LogicalDate:yyyy-MM-dd}", StringComparison.Ordinal)
                    .Replace("{{ ti.xcom_pull(\"total\") }}", JsonSerializer.Serialize(await context.XCom.PullAsync<decimal>("total")), StringComparison.Ordinal)
                : request.Value;
            return await PlainTemplateRenderer.Instance.RenderAsync(request with { Value = value }, context, cancellationToken);
        }
    }
}
