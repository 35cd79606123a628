namespace Airflow.Engine.Callbacks;

/// <summary>The try that a callback is told of, as it was when it ended.</summary>
public sealed record CallbackTask
{
    /// <summary>Id of the try.</summary>
    public required Guid Id { get; init; }
    public required string TaskId { get; init; }
    public int MapIndex { get; init; } = -1;
    public required int TryNumber { get; init; }
    public int MaxTries { get; init; }
    public DateTimeOffset? StartDate { get; init; }
}
