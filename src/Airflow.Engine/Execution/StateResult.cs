namespace Airflow.Engine.Execution;

/// <summary>Applied, or refused with the reason and what it concerned (a task instance id, a run id, a pool).</summary>
public readonly record struct StateResult(StateRefusal Refusal, string? Subject = null)
{
    public static StateResult Applied => default;

    public bool IsApplied => Refusal == StateRefusal.None;
}
