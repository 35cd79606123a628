using Airflow.Engine.Dags;
using Airflow.Engine.Runs;
using Airflow.Testing.Memory;

namespace Airflow.Testing.Tests.Memory;

/// <summary>The promises of a run store that a simulation rests on.</summary>
public sealed class MemoryRunStoreTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly MemoryDatabase database = new(TimeProvider.System);

    [Fact]
    public async Task A_scheduler_that_is_a_tick_behind_makes_nothing_and_moves_nothing()
    {
        database.Dags["d"] = new DagRecord { DagId = "d", FileLocation = "/d.cs", RelativeFileLocation = "d.cs", BundleName = "test", Next = NextAt(Noon) };
        (await CreateAsync("s1", Noon, NextAt(Noon.AddDays(1)))).ShouldBeTrue();

        (await CreateAsync("s2", Noon.AddHours(1), NextAt(Noon.AddHours(2)))).ShouldBeFalse();

        database.Runs.Values.Select(run => run.RunId).ShouldBe(["s1"]);
        database.Dags["d"].Next.ShouldBe(NextAt(Noon.AddDays(1)));
    }

    private static NextDagRun NextAt(DateTimeOffset at) => new(at, null, null, at);

    private async Task<bool> CreateAsync(string runId, DateTimeOffset logicalDate, NextDagRun next)
    {
        var run = new DagRun { DagId = "d", RunId = runId, RunType = RunType.Scheduled, LogicalDate = logicalDate, RunAfter = logicalDate };
        return (await database.Stores.Runs.CreateScheduledAsync([new ScheduledTick(run, Noon, next)], TestContext.Current.CancellationToken)).Single();
    }
}
