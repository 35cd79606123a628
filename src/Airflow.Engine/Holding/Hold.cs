namespace Airflow.Engine.Holding;

/// <summary>Somebody holds a run or a task instance: what runs goes on, nothing of it starts until it is resumed.</summary>
/// <param name="At">Since when.</param>
/// <param name="User">Who.</param>
/// <param name="Reason">Why.</param>
public sealed record Hold(DateTimeOffset At, string? User, string? Reason)
{
    public const int MaxReasonLength = 1000;

    /// <summary>Since when, by whom and why, as an end of a sentence.</summary>
    public string Describe() => $"since {Timetables.Iso8601.Format(At)}{(User is null ? "" : $" by {User}")}{(string.IsNullOrEmpty(Reason) ? "" : $": {Reason}")}";
}
