using Airflow.Engine.Execution;
using Airflow.Engine.Tasks;
using Airflow.Storage;

namespace Airflow.Cli.Tests.Samples;

/// <summary>A task of the waiting run that is tried twice, step by step, as a scheduler and its executor would.</summary>
internal sealed class SampleTries : IAsyncDisposable
{
    public const string RunId = SampleRuns.Waiting;
    public const string TaskId = "load";
    private const string Pool = "default_pool";

    private static readonly Guid First = Guid.CreateVersion7(SampleDags.ParsedAt.AddMinutes(1));
    private static readonly Guid Second = Guid.CreateVersion7(SampleDags.ParsedAt.AddMinutes(2));
    private readonly AirflowStores _stores;

    private SampleTries(AirflowStores stores) => _stores = stores;

    public static async Task<SampleTries> StartAsync(TestHome home)
    {
        var tries = new SampleTries(home.OpenStores());
        await tries.WriteAsync(new StateChange
        {
            NewTasks =
            [
                new TaskInstance
                {
                    Id = First,
                    Key = new TaskInstanceKey("etl_daily", RunId, TaskId, -1),
                    State = TaskState.Running,
                    TryNumber = 1,
                    MaxTries = 1,
                    Pool = Pool,
                    Queue = "default",
                    StartDate = SampleDags.ParsedAt,
                    DagVersionId = (await tries._stores.Dags.FindAsync("etl_daily", CancellationToken.None))!.LatestVersionId,
                },
            ],
        });
        return tries;
    }

    /// <summary>The first try's process dies; the task waits for its retry.</summary>
    public Task RetryAsync() => WriteAsync(new StateChange
    {
        Tasks = [new TaskEnd(First, TaskState.Running, TaskState.UpForRetry, Pool, 1) { At = SampleDags.ParsedAt, NewId = Second, ExitCause = new ExitCause("exit", 137) }],
    });

    /// <summary>The second try runs and succeeds.</summary>
    public async Task EndAsync()
    {
        await WriteAsync(new StateChange { Tasks = [new TaskReady(Second, TaskState.UpForRetry, TaskState.Queued, Pool, 1) { At = SampleDags.ParsedAt, TryNumber = 2 }] });
        await WriteAsync(new StateChange { Tasks = [new TaskClaim(Second, Pool, 1) { At = SampleDags.ParsedAt, Hostname = "" }] });
        await WriteAsync(new StateChange { Tasks = [new TaskEnd(Second, TaskState.Running, TaskState.Success, Pool, 1) { At = SampleDags.ParsedAt }] });
    }

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    private async Task WriteAsync(StateChange change) => (await _stores.StateWriter.WriteAsync(change, CancellationToken.None)).IsApplied.ShouldBeTrue();
}
