namespace Airflow.EndToEnd;

/// <summary>airflow dags test and tasks test: a DAG file run here and now, without a database.</summary>
public sealed class TestCommandTests
{
    private const string Greeting = """
        using Airflow;
        using Airflow.Providers.Standard;
        var dag = new Dag("greeting") { Params = { ["name"] = new Param<string>("world") } };
        var greet = dag.Task("greet", context => { Console.WriteLine($"hello {context.Params.Get<string>("name")} {Environment.GetEnvironmentVariable("MARK")}"); return 1; });
        _ = greet >> dag.Add(new BashOperator("check") { BashCommand = "test {{ params.name }} = world" });
        return await DagFile.RunAsync(args);
        """;

    [Fact]
    public async Task A_DAG_is_run_with_its_log_on_the_console_and_its_outcome_as_exit_code()
    {
        await using var home = new StandaloneHome();
        home.WriteDag("greeting.cs", Greeting);

        var good = await home.RunAsync("dags", "test", "greeting", "2026-01-05");
        var bad = await home.RunAsync("dags", "test", "greeting", "-c", "{\"name\": \"Ann\"}", "-f", Path.Combine(home.Folder, "dags", "greeting.cs"));
        var task = await home.RunAsync("tasks", "test", "greeting", "greet", "2026-01-05", "-t", "{\"name\": \"Bob\"}", "--env-vars", "{\"MARK\": \"!\"}");
        var unknown = await home.RunAsync("tasks", "test", "greeting", "nope");

        good.ExitCode.ShouldBe(0, good.Output + good.Error);
        good.Output.ShouldContain("hello world");
        bad.ExitCode.ShouldBe(1);
        bad.Output.ShouldContain("hello Ann");
        task.ExitCode.ShouldBe(0, task.Output + task.Error);
        task.Output.ShouldContain("hello Bob !");
        unknown.ExitCode.ShouldBe(1);
        (unknown.Output + unknown.Error).ShouldContain("no task 'nope'");
        File.Exists(Path.Combine(home.Folder, "airflow.db")).ShouldBeFalse();
    }

    [Fact]
    public async Task The_graph_of_a_test_has_the_colours_of_the_states()
    {
        await using var home = new StandaloneHome();
        home.WriteDag("greeting.cs", Greeting);
        var file = Path.Combine(home.Folder, "run.dot");

        var shown = await home.RunAsync("dags", "test", "greeting", "-c", "{\"name\": \"Ann\"}", "--show-dagrun");
        var saved = await home.RunAsync("dags", "test", "greeting", "--save-dagrun", file);
        var refused = await home.RunAsync("dags", "test", "greeting", "--save-dagrun", file, "--imgcat-dagrun");

        shown.ExitCode.ShouldBe(1);
        shown.Output.ShouldContain("greet [color=white fillcolor=green");
        shown.Output.ShouldContain("check [color=white fillcolor=red");
        saved.Output.ShouldContain($"File {file} saved");
        (await File.ReadAllTextAsync(file)).ShouldContain("check [color=white fillcolor=green");
        refused.ExitCode.ShouldNotBe(0);
    }

    [Fact]
    public async Task A_test_by_the_executor_is_a_run_of_the_scheduler_that_is_alive()
    {
        await using var home = new StandaloneHome();
        home.WriteDag("greeting.cs", Greeting);
        await home.StartAsync();
        await home.WaitForDagAsync("greeting");

        var good = await home.RunAsync("dags", "test", "greeting", "--use-executor", "--show-dagrun");
        var bad = await home.RunAsync("dags", "test", "greeting", "--use-executor", "-c", "{\"name\": \"Ann\"}");
        await home.RunAsync("dags", "pause", "greeting");
        var paused = await home.RunAsync("dags", "test", "greeting", "--use-executor");

        good.ExitCode.ShouldBe(0, good.Output + good.Error);
        good.Output.ShouldContain("greet: success");
        good.Output.ShouldContain("check [color=white fillcolor=green");
        bad.ExitCode.ShouldBe(1, bad.Output + bad.Error);
        bad.Output.ShouldContain("check: failed");
        paused.ExitCode.ShouldBe(1);
        paused.Error.ShouldContain("airflow dags unpause greeting");
        (await home.RunAsync("dags", "list-runs", "greeting", "-o", "plain")).Output.Split((char)10, StringSplitOptions.RemoveEmptyEntries).Count(line => line.Contains("manual__", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task A_task_that_fails_waits_for_a_debugger_when_asked()
    {
        await using var home = new StandaloneHome();
        home.WriteDag("greeting.cs", Greeting);

        var process = home.Begin(["tasks", "test", "greeting", "check", "-m", "-t", "{\"name\": \"Ann\"}"]);

        await home.WaitAsync("the debugger to be asked for", () => Task.FromResult(process.Output.Contains("Attach a debugger to process", StringComparison.Ordinal)));
        process.HasExited.ShouldBeFalse();
    }

    [Fact]
    public async Task More_elements_than_max_map_length_are_refused_until_it_is_raised()
    {
        await using var home = new StandaloneHome();
        home.WriteDag("many.cs", """
            using Airflow;
            var dag = new Dag("many");
            dag.Task("list", () => new[] { 1, 2, 3 }).Map("one", n => n);
            return await DagFile.RunAsync(args);
            """);
        home.WriteDag("literal.cs", """
            using Airflow;
            var dag = new Dag("literal");
            dag.Map("one", [1, 2, 3], n => n);
            return await DagFile.RunAsync(args);
            """);

        var refused = await home.RunAsync(["dags", "test", "many"], ("AIRFLOW__CORE__MAX_MAP_LENGTH", "2"));
        var errors = await home.RunAsync(["dags", "list-import-errors", "--local", "-o", "json"], ("AIRFLOW__CORE__MAX_MAP_LENGTH", "2"));
        var raised = await home.RunAsync(["dags", "test", "many"], ("AIRFLOW__CORE__MAX_MAP_LENGTH", "3"));

        refused.ExitCode.ShouldBe(1, refused.Output);
        (refused.Output + refused.Error).ShouldContain("unmappable return value length: 3 > 2");
        errors.Output.ShouldContain("'n' is mapped over a list of 3 elements, more than the 2 of [core] max_map_length.");
        raised.ExitCode.ShouldBe(0, raised.Output + raised.Error);
    }

    [Fact]
    public async Task Params_of_a_record_are_checked_before_there_is_a_run()
    {
        await using var home = new StandaloneHome();
        home.WriteDag("typed.cs", """
            using System.ComponentModel.DataAnnotations;
            using Airflow;
            using Airflow.Providers.Standard;
            var dag = new Dag("typed") { Params = ParamSet.From<Load>() };
            _ = dag.Task("load", context => Console.WriteLine($"{context.Params.As<Load>()}"))
                >> dag.Add(new BashOperator("shell") { BashCommand = "test {{ params.row_limit }} -gt {{ params.source.port }}" });
            return await DagFile.RunAsync(args);
            record Load([Range(1, 9)] int RowLimit = 3) { public Source Source { get; init; } = new(); }
            record Source(int Port = 1);
            """);

        var good = await home.RunAsync("dags", "test", "typed", "-c", "{\"row_limit\": 5}");
        var bad = await home.RunAsync("dags", "test", "typed", "-c", "{\"row_limit\": 10}");

        good.ExitCode.ShouldBe(0, good.Output + good.Error);
        good.Output.ShouldContain("Load { RowLimit = 5, Source = Source { Port = 1 } }");
        bad.ExitCode.ShouldNotBe(0);
        (bad.Output + bad.Error).ShouldContain("row_limit");
        (bad.Output + bad.Error).ShouldNotContain("RowLimit = 10");
    }
}
