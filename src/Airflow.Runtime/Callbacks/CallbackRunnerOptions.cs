namespace Airflow.Runtime.Callbacks;

/// <summary>How callbacks are run.</summary>
public sealed record CallbackRunnerOptions
{
    public required string LogFolder { get; init; }
    /// <summary>Where runtimes leave word of callbacks that they have called, for the case that this process dies before it is stored.</summary>
    public required string ReceiptFolder { get; init; }
    /// <summary>[scheduler] callback_timeout: all callbacks of one event together.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);
}
