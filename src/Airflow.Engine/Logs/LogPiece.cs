namespace Airflow.Engine.Logs;

/// <summary>What was read of a log.</summary>
/// <param name="Bytes">From the place on that was asked for; empty when there is nothing more yet.</param>
/// <param name="Source">Where it lies, for people; null when it was found nowhere.</param>
/// <param name="Problem">Why there is nothing to be had; null when nothing is wrong.</param>
public sealed record LogPiece(byte[] Bytes, string? Source, string? Problem)
{
    public bool IsFound => Source is not null;

    /// <summary>Bytes of the whole log, as far as it is known.</summary>
    public long Length { get; init; }
}
