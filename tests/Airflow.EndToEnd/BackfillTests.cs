using Airflow.Engine.Runs;

namespace Airflow.EndToEnd;

/// <summary>A backfill as people type it, from its runs to its end.</summary>
public sealed class BackfillTests(SharedStandalone standalone)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_runs_of_the_dates_run_from_the_latest_and_those_that_are_there_run_again()
    {
        var home = standalone.Home;
        var days = Path.Combine(home.Folder, "backfilled");
        home.WriteDag("backfilled.cs", $$"""
            var dag = new Dag("backfilled") { Schedule = Schedule.Cron("0 6 * * *"), StartDate = new(2026, 1, 1), EndDate = new(2026, 1, 10), Catchup = false };
            dag.Task("write", context => File.AppendAllText("{{days}}", $"{context.LogicalDate:MM-dd}\n"));
            return await DagFile.RunAsync(args);
            """);
        await home.WaitForDagAsync("backfilled");

        (await home.RunAsync(
            "backfill", "create", "--dag-id", "backfilled", "--from-date", "2026-01-01", "--to-date", "2026-01-04", "--run-backwards", "--max-active-runs", "1")).ExitCode.ShouldBe(0);

        await CompletedAsync();
        var lines = await File.ReadAllLinesAsync(days, Cancel);
        lines.Select(line => line[..5]).ShouldBe(["01-03", "01-02", "01-01"]);
        (await home.RunAsync("backfill", "create", "--dag-id", "backfilled", "--from-date", "2026-01-01", "--to-date", "2026-01-02", "--reprocess-behavior", "completed")).ExitCode.ShouldBe(0);
        await CompletedAsync();
        (await File.ReadAllLinesAsync(days, Cancel)).Select(line => line[..5]).ShouldBe(["01-03", "01-02", "01-01", "01-01"]);

        async Task CompletedAsync() => await home.WaitAsync("the end of the backfill", async () => !await home.Stores.Backfills.HasActiveAsync("backfilled", Cancel)
            && (await home.Stores.Runs.ListAsync(new RunFilter { DagId = "backfilled", RunType = RunType.Backfill }, Cancel)).All(run => run.State == RunState.Success));
    }
}
