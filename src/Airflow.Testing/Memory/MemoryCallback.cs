using Airflow.Engine.Callbacks;

namespace Airflow.Testing.Memory;

/// <summary>A row of the outbox of callbacks.</summary>
internal sealed record MemoryCallback
{
    /// <summary>What happened.</summary>
    public required CallbackEvent Event { get; init; }

    /// <summary>pending, running, success or failed.</summary>
    public string State { get; init; } = "pending";

    /// <summary>Who runs it.</summary>
    public string? Owner { get; init; }

    /// <summary>How often it was claimed.</summary>
    public int Attempt { get; init; }

    /// <summary>When the claim runs out.</summary>
    public DateTimeOffset Expires { get; init; }

    /// <summary>Why it failed.</summary>
    public string? Output { get; init; }
}
