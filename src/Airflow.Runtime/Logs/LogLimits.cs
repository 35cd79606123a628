namespace Airflow.Runtime.Logs;

/// <summary>How much a try may write into its log.</summary>
public sealed record LogLimits
{
    /// <summary>
    /// A structured line is read whole up to this size, so that its text can be cut and the rest of it kept: a runtime cuts its texts at
    /// 60,000 characters, which are at most six bytes each in JSON.
    /// </summary>
    internal const int MaxStructuredBytes = 512 * 1024;

    /// <summary>Bytes of the text of one line; what is longer is cut, with a note of its length.</summary>
    public int MaxLineBytes { get; init; } = 64 * 1024;

    /// <summary>Bytes of the whole file; what comes later is dropped, with one note.</summary>
    public long MaxFileBytes { get; init; } = 64 * 1024 * 1024;
}
