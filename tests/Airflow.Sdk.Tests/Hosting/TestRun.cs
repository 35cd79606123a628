using Airflow.Hosting;

namespace Airflow.Tests.Hosting;

/// <summary>Runs single tries of tasks against a host in memory.</summary>
internal sealed class TestRun
{
    public static readonly DateTimeOffset Day = new(2026, 1, 2, 0, 0, 0, TimeSpan.Zero);

    public MemoryBackend Backend { get; } = new();

    public LogLines Log { get; } = new();

    public ManualTime Time { get; } = new(Day);

    public ITemplateRenderer Templates { get; init; } = PlainTemplateRenderer.Instance;

    public static TaskRunDetails Details(Operator task) => new()
    {
        DagId = task.Dag.DagId,
        TaskId = task.Id,
        RunId = "run",
        LogicalDate = Day,
        DataInterval = new DataInterval(Day.AddDays(-1), Day),
        RunAfter = Day,
        StartDate = Day,
    };

    public Task<TaskOutcome> RunAsync(Operator task, int mapIndex = -1, CancellationToken cancellationToken = default) =>
        RunAsync(task, Details(task) with { MapIndex = mapIndex }, cancellationToken);

    public Task<TaskOutcome> RunAsync(Operator task, TaskRunDetails details, CancellationToken cancellationToken = default) =>
        TaskRunner.RunAsync(task, details, new TaskHost(Backend) { Time = Time, Templates = Templates, Logger = Log }, cancellationToken);

    /// <summary>Result of a task as JSON text; null if it left none.</summary>
    public string? Result(Operator task, int mapIndex = -1, string key = XComs.ReturnValue) =>
        Backend.XComs.TryGetValue(new XComKey(task.Dag.DagId, "run", task.Id, key, mapIndex), out var value) ? value.GetRawText() : null;
}
