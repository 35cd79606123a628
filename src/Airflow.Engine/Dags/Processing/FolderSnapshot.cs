namespace Airflow.Engine.Dags.Processing;

/// <summary>The files of a DAG folder at one moment, by path relative to it.</summary>
public sealed record FolderSnapshot
{
    public static FolderSnapshot Empty { get; } = new();

    /// <summary>C# files that stand for themselves.</summary>
    public IReadOnlyDictionary<string, FileStamp> SourceFiles { get; init; } = new Dictionary<string, FileStamp>(StringComparer.Ordinal);

    /// <summary>Projects whose build is a program, with a stamp over all their files.</summary>
    public IReadOnlyDictionary<string, FileStamp> Projects { get; init; } = new Dictionary<string, FileStamp>(StringComparer.Ordinal);

    /// <summary>Everything else that travels with a DAG: SQL, scripts, templates, data.</summary>
    public IReadOnlyDictionary<string, FileStamp> SupportFiles { get; init; } = new Dictionary<string, FileStamp>(StringComparer.Ordinal);
}
