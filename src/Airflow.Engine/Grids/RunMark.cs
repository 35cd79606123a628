namespace Airflow.Engine.Grids;

/// <summary>What of a run changes whenever the task instances of a finished run do: while two marks are equal and finished, so are the task instances.</summary>
/// <param name="Clears">How often it was cleared.</param>
/// <param name="TaskChanges">How often task instances were changed by hand while it was finished.</param>
public sealed record RunMark(string RunId, int Id, string State, DateTimeOffset? EndDate, int Clears, int TaskChanges)
{
    /// <summary>It is over; one that is not changes without a mark.</summary>
    public bool IsFinished => State is "success" or "failed";
}
