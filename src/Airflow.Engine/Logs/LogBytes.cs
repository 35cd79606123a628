namespace Airflow.Engine.Logs;

/// <summary>A part of a log, and how long the whole is.</summary>
/// <param name="Bytes">The part; shorter than what was asked for only where the log ends.</param>
/// <param name="Length">Bytes of the whole log, as far as it is known.</param>
public sealed record LogBytes(byte[] Bytes, long Length);
