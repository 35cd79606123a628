using Airflow.Engine.Dags;
using Airflow.Engine.Execution;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;

namespace Airflow.Cli.Tests.Samples;

/// <summary>The runs of the recordings: of etl_daily one that succeeded and one that waits.</summary>
internal static class SampleRuns
{
    public const string Succeeded = "manual__2026-06-15T09:00:00.000001+00:00";
    public const string Waiting = "manual__2026-06-15T08:00:00.000001+00:00";

    private static readonly DateTimeOffset Day = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    public static async Task<TestHome> SeedAsync()
    {
        var home = await SampleDags.SeedAsync(isPaused: false);
        await using var stores = home.OpenStores();
        var dag = (await stores.Dags.FindAsync("etl_daily", CancellationToken.None))!;
        await stores.Runs.CreateAsync(Run(dag, Succeeded, Day, Day.AddHours(-1).AddMicroseconds(1)), CancellationToken.None);
        var leased = await stores.Runs.AcquireAsync("test", TimeSpan.FromMinutes(1), 10, Day, CancellationToken.None);
        await EndAsync(stores.StateWriter, leased[0].Run, dag);
        await stores.Runs.CreateAsync(
            Run(dag, Waiting, new(2026, 1, 4, 2, 0, 0, TimeSpan.Zero), Day.AddHours(-2).AddMicroseconds(1)), CancellationToken.None);
        return home;
    }

    private static DagRun Run(DagRecord dag, string runId, DateTimeOffset logicalDate, DateTimeOffset runAfter) => new()
    {
        DagId = dag.DagId,
        RunId = runId,
        RunType = RunType.Manual,
        LogicalDate = logicalDate,
        RunAfter = runAfter,
        QueuedAt = runAfter,
        CreatedDagVersionId = dag.LatestVersionId,
    };

    private static async Task EndAsync(IStateWriter writer, DagRun run, DagRecord dag)
    {
        var result = await writer.WriteAsync(
            new StateChange
            {
                NewTasks = [.. new[] { "extract", "transform", "load" }.Select((task, i) => new TaskInstance
                {
                    Id = Guid.CreateVersion7(SampleDags.ParsedAt.AddSeconds(i)),
                    Key = new TaskInstanceKey(dag.DagId, run.RunId, task, -1),
                    State = TaskState.Success,
                    TryNumber = 1,
                    StartDate = SampleDags.ParsedAt.AddSeconds(i),
                    EndDate = SampleDags.ParsedAt.AddSeconds(i + 1),
                    Pool = "default_pool",
                    Queue = "default",
                    DagVersionId = dag.LatestVersionId,
                })],
                Runs = [new RunChange(run.Id, RunState.Running, RunState.Success, SampleDags.ParsedAt)],
            },
            CancellationToken.None);
        result.IsApplied.ShouldBeTrue();
    }
}
