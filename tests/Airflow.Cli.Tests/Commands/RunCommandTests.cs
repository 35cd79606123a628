using Airflow.Cli.Tests.Samples;
using static Airflow.Cli.Tests.Samples.SampleAssertions;

namespace Airflow.Cli.Tests.Commands;

public sealed class RunCommandTests
{
    [Theory]
    [InlineData("dags-list-runs-table")]
    [InlineData("dags-list-runs-json")]
    [InlineData("dags-list-runs-yaml")]
    [InlineData("dags-list-runs-plain")]
    [InlineData("dags-list-runs-state")]
    [InlineData("dags-list-runs-dates")]
    [InlineData("dags-state")]
    [InlineData("tasks-list")]
    [InlineData("tasks-list-group")]
    [InlineData("tasks-list-verbose-option")]
    [InlineData("tasks-clear")]
    [InlineData("tasks-clear-none")]
    [InlineData("tasks-state")]
    [InlineData("tasks-states-for-dag-run-table")]
    [InlineData("tasks-states-for-dag-run-json")]
    [InlineData("tasks-states-for-dag-run-yaml")]
    [InlineData("tasks-states-for-dag-run-plain")]
    public async Task Runs_and_tasks_are_listed_as_recorded(string id)
    {
        using var home = await SampleRuns.SeedAsync();

        await ShouldBeAsRecordedAsync(id, home);
    }

    [Theory]
    [InlineData("tasks-state-unknown-task", "Task nope not found")]
    [InlineData("tasks-state-unknown-run", "DagRun for etl_daily with run_id or logical_date of 'no_such_run' not found")]
    [InlineData("tasks-states-for-dag-run-unknown", "DagRun for etl_daily with run_id or logical_date of 'nope' not found")]
    public async Task What_is_not_there_is_said_in_one_line(string id, string message)
    {
        using var home = await SampleRuns.SeedAsync();

        await ShouldFailAsRecordedAsync(id, home, message);
    }

    [Fact]
    public async Task Clearing_asks_first_and_then_the_run_is_queued_again()
    {
        using var home = await SampleRuns.SeedAsync();

        var asked = await CliRun.LineAsync("tasks clear etl_daily -t load -d", home, input: "n\n");
        asked.Out.ShouldStartWith("You are about to delete these 1 tasks:\n[<TaskInstance: etl_daily.load ");
        asked.Out.ShouldEndWith("Are you sure? [y/n]\nCancelled, nothing was cleared.\n");
        (await CliRun.LineAsync("dags state etl_daily 2026-01-05T00:00:00+00:00", home)).Out.ShouldStartWith("success");

        (await CliRun.LineAsync("tasks clear etl_daily -t load -d -y", home)).ExitCode.ShouldBe(0);
        (await CliRun.LineAsync("dags state etl_daily 2026-01-05T00:00:00+00:00", home)).Out.ShouldStartWith("queued");
        (await CliRun.LineAsync("tasks state etl_daily load 2026-01-05T00:00:00+00:00", home)).Out.ShouldBe("None\n");
        (await CliRun.LineAsync("tasks state etl_daily extract 2026-01-05T00:00:00+00:00", home)).Out.ShouldBe("success\n");
    }

    [Fact]
    public async Task What_a_task_waits_for_is_said_with_what_to_do()
    {
        using var home = await SampleRuns.SeedAsync();

        (await CliRun.LineAsync("tasks failed-deps etl_daily transform 2026-01-05T00:00:00+00:00", home)).Out.ShouldStartWith(
            """
            Task instance dependencies not met:
            Dagrun Running: The run is success.
            Task Instance State: Its state is success.

            """);
        (await CliRun.LineAsync("tasks explain etl_daily transform 2026-01-05T00:00:00+00:00", home)).Out.ShouldEndWith(
            "What to do: airflow tasks clear etl_daily -t '^transform$' -s 2026-01-05T00:00:00Z -e 2026-01-05T00:00:00Z\n");
    }

    [Fact]
    public async Task A_pattern_that_is_none_is_named()
    {
        using var home = await SampleRuns.SeedAsync();

        var run = await CliRun.LineAsync("tasks clear etl_daily -t ( -y", home);

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("--task-regex '(' is not a regular expression");
    }

    [Fact]
    public async Task A_run_that_nobody_has_taken_lists_its_tasks_without_states()
    {
        using var home = await SampleDags.SeedAsync();
        await CliRun.LineAsync("dags trigger manual_report --run-id manual__1", home);

        await ShouldBeAsRecordedAsync("tasks-states-for-dag-run-queued", home);
    }

    [Fact]
    public async Task The_old_way_to_name_the_DAG_of_runs_is_understood()
    {
        using var home = await SampleRuns.SeedAsync();

        var run = await CliRun.LineAsync("dags list-runs -d etl_daily -o json", home);

        run.ExitCode.ShouldBe(0);
        run.Error.ShouldBe("DeprecationWarning: \"airflow dags list-runs\" is now \"airflow dags list-runs etl_daily -o json\"\n");
        run.Out.ShouldStartWith("[{\"dag_id\": \"etl_daily\"");
    }

    [Fact]
    public async Task The_tree_shows_tasks_below_those_they_wait_for()
    {
        using var home = await SampleDags.SeedAsync();

        (await CliRun.LineAsync("tasks list manual_report --tree", home)).Out.ShouldBe(
            """
            <Task(BashOperator): build>
                <Task(BashOperator): choose>
                    <Task(BashOperator): publish>
                <Task(BashOperator): render>

            """);
    }
}
