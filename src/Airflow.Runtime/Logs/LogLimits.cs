namespace Airflow.Runtime.Logs;

/// <summary>How much a try may write into its log.</summary>
public sealed record LogLimits
{
    /// <summary>Bytes of one line; what is longer is cut, with a note of its length.</summary>
    public int MaxLineBytes { get; init; } = 64 * 1024;

    /// <summary>Bytes of the whole file; what comes later is dropped, with one note.</summary>
    public long MaxFileBytes { get; init; } = 64 * 1024 * 1024;
}
