namespace Airflow.Runtime.Triggers;

/// <summary>One message between a triggerer and a trigger child; the one property that is set beside the number tells what it is.</summary>
internal sealed record TriggerMessage
{
    /// <summary>Which start of a trigger it is about; 0: none.</summary>
    public long Number { get; init; }

    /// <summary>To the child: begin.</summary>
    public TriggerStart? Start { get; init; }

    /// <summary>To the child: nobody waits any more.</summary>
    public bool Stop { get; init; }

    /// <summary>From the child: it has fired, with this event (JSON).</summary>
    public string? Event { get; init; }

    /// <summary>From the child: its code has failed, or could not be loaded.</summary>
    public string? Error { get; init; }

    /// <summary>From the child: a line for the log.</summary>
    public string? Line { get; init; }

    /// <summary>How important the line is, as the logging library counts.</summary>
    public int Level { get; init; }
}
