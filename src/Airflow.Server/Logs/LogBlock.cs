namespace Airflow.Server.Logs;

/// <summary>Whole lines of a log that follow each other.</summary>
/// <param name="Offset">The byte of the log that they begin with.</param>
/// <param name="Bytes">The lines.</param>
internal readonly record struct LogBlock(long Offset, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The byte after them.</summary>
    public long End => Offset + Bytes.Length;
}
