namespace Airflow.Engine.Execution;

/// <summary>
/// The one way that runs and task instances change state. Commits are grouped: what is waiting when the writer is free goes into one
/// durable transaction; a change that is refused does not touch the others in its group. The task completes after the commit.
/// </summary>
public interface IStateWriter
{
    Task<StateResult> WriteAsync(StateChange change, CancellationToken cancellationToken);
}
