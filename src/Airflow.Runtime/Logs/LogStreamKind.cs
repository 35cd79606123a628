namespace Airflow.Runtime.Logs;

/// <summary>Where a line came from.</summary>
internal enum LogStreamKind
{
    /// <summary>JSON lines, made by the runtime.</summary>
    Structured,
    /// <summary>Descriptor 1 of the process and of what it starts.</summary>
    Stdout,
    /// <summary>Descriptor 2.</summary>
    Stderr,
}
