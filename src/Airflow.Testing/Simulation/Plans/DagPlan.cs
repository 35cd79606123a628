using System.Collections.Immutable;

namespace Airflow.Testing.Simulation.Plans;

/// <summary>One DAG of a plan.</summary>
internal sealed record DagPlan(string DagId)
{
    public ImmutableArray<TaskPlan> Tasks { get; init; } = [];

    /// <summary>It runs every minute, so often; 0: only when triggered. Catch-up: all ticks lie before the start.</summary>
    public int Ticks { get; init; }

    public bool IsCatchup { get; init; }

    public int MaxActiveTasks { get; init; } = 16;

    public int MaxActiveRuns { get; init; } = 16;

    public bool HasTeardowns => Tasks.Any(task => task.IsSetup || task.IsTeardown);

    public bool DependsOnPast => Tasks.Any(task => task.DependsOnPast);

    public TaskPlan? Find(string taskId) => Tasks.FirstOrDefault(task => task.TaskId == taskId);

    public override string ToString() =>
        $"{DagId}{(Ticks > 0 ? $" {Ticks} ticks{(IsCatchup ? " to catch up" : "")}" : "")}, max_active_tasks {MaxActiveTasks}, max_active_runs {MaxActiveRuns}\n    {string.Join("\n    ", Tasks)}";
}
