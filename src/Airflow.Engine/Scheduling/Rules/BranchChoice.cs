namespace Airflow.Engine.Scheduling.Rules;

/// <summary>What a branching task upstream has left for its children.</summary>
/// <param name="TaskId">The branching task.</param>
/// <param name="IsFinished">It has ended.</param>
/// <param name="Followed">The children that go on, when it named those.</param>
/// <param name="Skipped">The children that are skipped, when it named those.</param>
public sealed record BranchChoice(string TaskId, bool IsFinished, IReadOnlyCollection<string>? Followed, IReadOnlyCollection<string>? Skipped)
{
    /// <summary>Whether the choice leaves a child out.</summary>
    public bool LeavesOut(string taskId) =>
        IsFinished && (Followed is not null ? !Followed.Contains(taskId) : Skipped is not null && Skipped.Contains(taskId));
}
