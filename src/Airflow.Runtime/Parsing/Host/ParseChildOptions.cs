namespace Airflow.Runtime.Parsing;

/// <summary>How parse children are started, and how far they may go.</summary>
public sealed record ParseChildOptions
{
    /// <summary>Program that becomes a parse child, with its arguments: <c>airflow parse-child</c>.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>Variables for the child beyond the few that every program needs.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How long the top-level code of a file may run; zero or less is for ever. [core] dagbag_import_timeout.</summary>
    public TimeSpan ImportTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long compiling a file may take. [dag_processor] dag_file_processor_timeout.</summary>
    public TimeSpan FileTimeout { get; init; } = TimeSpan.FromSeconds(50);

    /// <summary>Most managed memory of a child.</summary>
    public long HeapLimitBytes { get; init; } = 512L * 1024 * 1024;

    /// <summary>A child that takes more than this in all is ended.</summary>
    public long MemoryLimitBytes { get; init; } = 1024L * 1024 * 1024;

    /// <summary>A child that keeps more than this after a file is replaced.</summary>
    public long KeepLimitBytes { get; init; } = 400L * 1024 * 1024;

    /// <summary>A child is replaced after so many files.</summary>
    public int FileLimit { get; init; } = 1000;
}
