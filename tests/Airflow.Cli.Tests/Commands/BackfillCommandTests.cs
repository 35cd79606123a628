using Airflow.Cli.Tests.Samples;
using Airflow.Engine.Runs;

namespace Airflow.Cli.Tests.Commands;

public sealed class BackfillCommandTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_it_says_is_what_was_recorded()
    {
        using var home = await SampleDags.SeedAsync(isPaused: false);
        var samples = new SampleSequence(home);

        await samples.CheckAsync("backfill-create-dry", "backfill-create");
        await samples.CheckFailureAsync("backfill-create-again");
        await samples.CheckFailureAsync("backfill-create-unknown");
    }

    [Fact]
    public async Task The_runs_are_queued()
    {
        using var home = await SampleDags.SeedAsync(isPaused: false);

        (await CliRun.LineAsync("backfill create --dag-id etl_daily --from-date 2026-01-01 --to-date 2026-01-03 --run-backwards --max-active-runs 1", home)).ExitCode.ShouldBe(0);

        await using var stores = home.OpenStores();
        var runs = await stores.Runs.ListAsync(new RunFilter { DagId = "etl_daily", RunType = RunType.Backfill, NewestFirst = false }, Cancel);
        runs.Select(run => (run.RunId, run.State, run.TriggeredBy)).ShouldBe(
            [("backfill__2026-01-01T02:00:00+00:00", RunState.Queued, "backfill"), ("backfill__2026-01-02T02:00:00+00:00", RunState.Queued, "backfill")]);
    }

    [Fact]
    public async Task The_line_of_older_releases_is_understood()
    {
        using var home = await SampleDags.SeedAsync(isPaused: false);

        var run = await CliRun.LineAsync("dags backfill etl_daily -s 2026-01-01 -e 2026-01-02 -y", home);

        run.ExitCode.ShouldBe(0);
        run.Error.ShouldContain("airflow backfill create --dag-id etl_daily --from-date 2026-01-01 --to-date 2026-01-02");
    }

    [Theory]
    [InlineData("--run-on-latest-version", "True")]
    [InlineData("--no-run-on-latest-version", "False")]
    public async Task A_switch_is_on_or_off(string option, string shown)
    {
        using var home = await SampleDags.SeedAsync(isPaused: false);

        var run = await CliRun.LineAsync($"backfill create --dag-id etl_daily --from-date 2026-01-01 --to-date 2026-01-03 --dry-run {option}", home);

        run.Out.ShouldContain($"- run_on_latest_version = {shown}\n");
    }
}
