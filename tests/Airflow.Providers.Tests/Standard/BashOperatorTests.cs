using Airflow.Hosting;
using Airflow.Tests.Hosting;

namespace Airflow.Providers.Standard;

public sealed class BashOperatorTests : IDisposable
{
    private readonly TestRun _run = new();
    private readonly Dag _dag = new("bash");
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bash-tests");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_last_line_of_standard_output_is_the_result()
    {
        var task = _dag.Add(new BashOperator("t") { BashCommand = "echo one; echo two; echo noise >&2" });

        (await _run.RunAsync(task)).ShouldBeOfType<TaskSucceeded>().Value.ShouldBe("two");

        _run.Result(task).ShouldBe("\"two\"");
        _run.Log.All.ShouldContain("one");
        _run.Log.All.ShouldContain("noise");
    }

    [Fact]
    public async Task A_command_without_output_leaves_an_empty_text()
    {
        var task = _dag.Add(new BashOperator("t") { BashCommand = ":" });

        await _run.RunAsync(task);

        _run.Result(task).ShouldBe("\"\"");
    }

    [Fact]
    public async Task Its_output_is_an_input_for_a_function()
    {
        var count = _dag.Add(new BashOperator("count") { BashCommand = "echo 41" });
        var next = _dag.Task("next", count, text => int.Parse(text) + 1);

        await _run.RunAsync(count);
        await _run.RunAsync(next);

        _run.Result(next).ShouldBe("42");
        _dag.Graph.Downstream(count).ShouldBe([next]);
    }

    [Fact]
    public async Task An_exit_code_is_a_failure_that_names_it()
    {
        var task = _dag.Add(new BashOperator("t") { BashCommand = "exit 3" });

        var failed = (await _run.RunAsync(task)).ShouldBeOfType<TaskFailed>();

        failed.Reason.ShouldContain("exit code 3");
        failed.Retryable.ShouldBeTrue();
    }

    [Theory]
    [InlineData(99)]
    [InlineData(7)]
    public async Task Chosen_exit_codes_skip(int code)
    {
        var task = _dag.Add(new BashOperator("t") { BashCommand = $"exit {code}", SkipOnExitCode = [7, 99] });

        (await _run.RunAsync(task)).ShouldBeOfType<TaskSkipped>();
    }

    [Fact]
    public async Task A_command_ended_by_a_signal_fails_with_the_shells_code()
    {
        var task = _dag.Add(new BashOperator("t") { BashCommand = "kill -9 $$", SkipOnExitCode = [137] });

        (await _run.RunAsync(task)).ShouldBeOfType<TaskFailed>().Reason.ShouldBe("The command was ended by signal 9 (exit code 137).");
    }

    [Fact]
    public async Task Own_variables_replace_the_environment_and_the_contexts_come_along()
    {
        var task = _dag.Add(new BashOperator("t")
        {
            BashCommand = "echo \"$WORD|$HOME|$AIRFLOW_CTX_DAG_ID|$AIRFLOW_CTX_TASK_ID|$AIRFLOW_CTX_DAG_RUN_ID|$AIRFLOW_CTX_TRY_NUMBER\"",
            Env = new Dictionary<string, Template> { ["WORD"] = Template.From(context => $"on {context.LogicalDate:yyyy-MM-dd}") },
        });

        await _run.RunAsync(task);

        _run.Result(task).ShouldBe("\"on 2026-01-02||bash|t|run|1\"");
    }

    [Fact]
    public async Task Own_variables_can_come_on_top_of_the_environment()
    {
        var task = _dag.Add(new BashOperator("t")
        {
            BashCommand = "[ -n \"$PATH\" ] && echo \"$WORD\"",
            Env = new Dictionary<string, Template> { ["WORD"] = "hello" },
            AppendEnv = true,
        });

        await _run.RunAsync(task);

        _run.Result(task).ShouldBe("\"hello\"");
    }

    [Fact]
    public async Task It_works_in_the_folder_it_is_given_or_in_an_empty_one()
    {
        var given = _dag.Add(new BashOperator("given") { BashCommand = "pwd", Cwd = _folder.FullName });
        var empty = _dag.Add(new BashOperator("empty") { BashCommand = "ls -A | wc -l" });
        var missing = _dag.Add(new BashOperator("missing") { BashCommand = ":", Cwd = "/no/such/folder" });

        await _run.RunAsync(given);
        await _run.RunAsync(empty);

        _run.Result(given).ShouldBe($"\"{_folder.FullName}\"");
        _run.Result(empty).ShouldBe("\"0\"");
        (await _run.RunAsync(missing)).ShouldBeOfType<TaskFailed>().Reason.ShouldContain("/no/such/folder");
    }

    [Fact]
    public async Task A_script_file_is_found_beside_the_DAG_file()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "hello.sh"), "echo from a file\n", TestContext.Current.CancellationToken);
        var task = _dag.Add(new BashOperator("t") { BashCommand = "hello.sh" });

        await _run.RunAsync(task, TestRun.Details(task) with { DagFolder = _folder.FullName }, TestContext.Current.CancellationToken);

        _run.Result(task).ShouldBe("\"from a file\"");
        _run.Backend.RenderedFields?.GetProperty("bash_command").GetString().ShouldBe("echo from a file\n");
    }

    [Fact]
    public async Task A_missing_script_file_is_an_error_that_says_where_it_was_looked_for()
    {
        var task = _dag.Add(new BashOperator("t") { BashCommand = "hello.sh" });

        var failed = await _run.RunAsync(task, TestRun.Details(task) with { DagFolder = _folder.FullName }, TestContext.Current.CancellationToken);

        failed.ShouldBeOfType<TaskFailed>().Reason.ShouldContain(_folder.FullName);
    }

    [Fact]
    public async Task A_command_longer_than_an_argument_may_be_runs_from_a_file()
    {
        var task = _dag.Add(new BashOperator("t") { BashCommand = $"x={new string('x', 300_000)}; echo ${{#x}}" });

        await _run.RunAsync(task);

        _run.Result(task).ShouldBe("\"300000\"");
    }

    [Fact]
    public async Task A_killed_task_ends_everything_the_command_has_started()
    {
        using var kill = new CancellationTokenSource();
        var marker = Path.Combine(_folder.FullName, "pid");
        var task = _dag.Add(new BashOperator("t") { BashCommand = $"sleep 1000 & echo $! > {marker}; echo started; wait" });
        _run.Log.Written = line =>
        {
            if (line == "started")
            {
                kill.Cancel();
            }
        };

        await Should.ThrowAsync<OperationCanceledException>(() => _run.RunAsync(task, cancellationToken: kill.Token));

        var pid = (await File.ReadAllTextAsync(marker, TestContext.Current.CancellationToken)).Trim();
        while (IsRunning(pid))
        {
            // the signal has been sent
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task A_pipeline_whose_reader_ends_early_does_not_hang()
    {
        var task = _dag.Add(new BashOperator("t") { BashCommand = "yes | head -1" });

        await _run.RunAsync(task);

        _run.Result(task).ShouldBe("\"y\"");
    }

    [Fact]
    public async Task The_output_can_be_made_into_something_else()
    {
        var task = _dag.Add(new BashOperator("t") { BashCommand = "echo 4,5", OutputProcessor = line => line.Split(',').Select(int.Parse).ToArray() });

        await _run.RunAsync(task);

        _run.Result(task).ShouldBe("[4,5]");
    }

    [Fact]
    public async Task Mapped_over_commands_it_runs_once_for_each()
    {
        var words = _dag.Task("words", () => new[] { "a", "b" });
        var echo = _dag.Add(new BashOperator("echo") { Env = new Dictionary<string, Template> { ["X"] = "!" } }
            .Expand(task => task.BashCommand, words));
        await _run.RunAsync(words);
        var commands = _dag.Add(new BashOperator("commands").Expand(task => task.BashCommand, ["echo 1", "echo 2"]));

        await _run.RunAsync(commands, mapIndex: 0);
        await _run.RunAsync(commands, mapIndex: 1);

        _run.Result(commands, 0).ShouldBe("\"1\"");
        _run.Result(commands, 1).ShouldBe("\"2\"");
        _run.Backend.MappedLengths[new XComKey("bash", "run", "words", XComs.ReturnValue, -1)].ShouldBe(2);
        _dag.Graph.Downstream(words).ShouldBe([echo]);
    }

    [Fact]
    public void Its_description_is_that_of_Airflows_operator()
    {
        var type = new BashOperator("t").OperatorType;

        type.Module.ShouldBe("airflow.providers.standard.operators.bash");
        type.Name.ShouldBe("BashOperator");
        type.TemplateFields.Select(field => (field.Name, field.Renderer)).ShouldBe([("bash_command", "bash"), ("env", "json"), ("cwd", null)]);
        type.TemplateExtensions.ShouldBe([".sh", ".bash"]);
    }

    private static bool IsRunning(string pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/stat").Split(") ")[^1][0] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }
}
