using Airflow.Cli.Tests.Samples;
using Airflow.Engine.Tasks;
using static Airflow.Cli.Tests.Samples.SampleAssertions;

namespace Airflow.Cli.Tests.Commands;

public sealed class RenderTaskCommandTests
{
    [Fact]
    public async Task Stored_fields_are_printed_as_recorded()
    {
        using var home = await SampleRuns.SeedAsync();
        await SaveAsync(home, """{"bash_command": "echo extract 2026-01-05", "env": null, "cwd": null}""");

        await ShouldBeAsRecordedAsync("tasks-render", home);
    }

    [Fact]
    public async Task Values_are_written_as_Python_writes_them()
    {
        using var home = await SampleRuns.SeedAsync();
        await SaveAsync(home, """{"op_kwargs": {"rows": [1, 2.0, true, "it's"]}}""");

        (await CliRun.LineAsync($"tasks render etl_daily extract {SampleRuns.Succeeded}", home)).Out.ShouldEndWith("\n{'rows': [1, 2.0, True, \"it's\"]}\n");
    }

    [Theory]
    [InlineData("nope extract 2026-01-05", "Dag 'nope' could not be found")]
    [InlineData("etl_daily nope 2026-01-05", "Task nope not found in DAG etl_daily")]
    [InlineData("etl_daily extract no_such_run", "no_such_run")]
    [InlineData("etl_daily extract 2020-01-01", "is not on this machine")]
    public async Task What_is_not_there_is_named(string words, string message)
    {
        using var home = await SampleRuns.SeedAsync();

        var run = await CliRun.LineAsync($"tasks render {words}", home);

        run.ExitCode.ShouldBe(1);
        run.Error.ReplaceLineEndings(" ").ShouldContain(message);
    }

    private static async Task SaveAsync(TestHome home, string json)
    {
        await using var stores = home.OpenStores();
        await stores.TaskInstances.SaveRenderedFieldsAsync(new TaskInstanceKey("etl_daily", SampleRuns.Succeeded, "extract", -1), json, CancellationToken.None);
    }
}
