using Airflow.Cli.Tests.Samples;

namespace Airflow.Cli.Tests.Commands;

public sealed class ClearRunsCommandTests
{
    [Fact]
    public async Task A_run_is_cleared_and_done_again()
    {
        using var home = await SampleRuns.SeedAsync();

        var run = await CliRun.LineAsync($"dags clear etl_daily --run-id {SampleRuns.Succeeded} -y", home);

        (run.ExitCode, run.Out).ShouldBe((0, "Cleared 3 task instances of 1 runs.\n"));
        (await CliRun.LineAsync($"dags state etl_daily {SampleRuns.Succeeded}", home)).Out.ShouldStartWith("queued");
        (await CliRun.LineAsync($"tasks state etl_daily load {SampleRuns.Succeeded}", home)).Out.ShouldBe("None\n");
    }

    [Fact]
    public async Task Without_yes_it_asks_first()
    {
        using var home = await SampleRuns.SeedAsync();

        var asked = await CliRun.LineAsync($"dags clear etl_daily --run-id {SampleRuns.Succeeded}", home, input: "n\n");

        asked.Out.ShouldBe(
            $"You are about to clear these 3 task instances:\n{SampleRuns.Succeeded}: extract, transform, load\n\nAre you sure? [y/n]\nCancelled, nothing was cleared.\n");
        (await CliRun.LineAsync($"dags state etl_daily {SampleRuns.Succeeded}", home)).Out.ShouldStartWith("success");
    }

    [Theory]
    [InlineData("--only-failed --run-id")]
    [InlineData("--only-running --run-id")]
    public async Task Only_the_wanted_states_are_cleared(string options)
    {
        using var home = await SampleRuns.SeedAsync();

        (await CliRun.LineAsync($"dags clear etl_daily {options} {SampleRuns.Succeeded}", home)).Out.ShouldBe("Nothing to clear.\n");
    }

    [Theory]
    [InlineData("--partition-key 2026-01-05")]
    [InlineData("--partition-date-start 2026-01-01")]
    public async Task Runs_of_other_partitions_are_left(string options)
    {
        using var home = await SampleRuns.SeedAsync();

        (await CliRun.LineAsync($"dags clear etl_daily {options} -y", home)).Out.ShouldBe("Cleared 0 task instances of 0 runs.\n");
        (await CliRun.LineAsync($"dags state etl_daily {SampleRuns.Succeeded}", home)).Out.ShouldStartWith("success");
    }

    [Theory]
    [InlineData("etl_daily -y", "exactly one of --run-id")]
    [InlineData("etl_daily --run-id a --partition-key b -y", "exactly one of --run-id")]
    [InlineData("etl_daily --run-id nope -y", "'nope' not found")]
    [InlineData("nope --run-id a -y", "Dag 'nope' could not be found")]
    public async Task What_cannot_be_chosen_is_said(string words, string message)
    {
        using var home = await SampleRuns.SeedAsync();

        var run = await CliRun.LineAsync($"dags clear {words}", home);

        run.ExitCode.ShouldBe(1);
        run.Error.ReplaceLineEndings(" ").ShouldContain(message);
    }
}
