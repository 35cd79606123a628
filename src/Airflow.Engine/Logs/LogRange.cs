namespace Airflow.Engine.Logs;

/// <summary>A part of a log.</summary>
/// <param name="Offset">The byte that it begins with.</param>
/// <param name="Most">So many bytes at most: logs of a gigabyte are read piece by piece.</param>
public readonly record struct LogRange(long Offset, int Most)
{
    /// <summary>Everything from a byte on.</summary>
    /// <param name="offset">The first byte.</param>
    public static LogRange From(long offset) => new(offset, Array.MaxLength);

    /// <summary>The bytes of this part in a log that is so long.</summary>
    /// <param name="length">The length of the whole log.</param>
    public int CountIn(long length) => (int)Math.Clamp(length - Offset, 0, Most);
}
