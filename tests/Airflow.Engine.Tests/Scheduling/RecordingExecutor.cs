using Airflow.Engine.Execution;

namespace Airflow.Engine.Tests.Scheduling;

/// <summary>Keeps what it is given until the test ends it.</summary>
internal sealed class RecordingExecutor(int parallelism) : IExecutor
{
    public List<TaskWorkload> Submitted { get; } = [];

    public string Name => "RecordingExecutor";

    public int Parallelism => parallelism;

    public void Submit(IReadOnlyList<TaskWorkload> workloads) => Submitted.AddRange(workloads);

    public Dictionary<Guid, string> Cancelled { get; } = [];

    public void Cancel(Guid id, string reason)
    {
        Cancelled[id] = reason;
        Submitted.RemoveAll(workload => workload.Id == id);
    }

    public Task StopAsync(TimeSpan grace, CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
