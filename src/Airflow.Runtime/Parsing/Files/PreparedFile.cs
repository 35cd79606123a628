using Airflow.Engine.Dags.Processing;

namespace Airflow.Runtime.Parsing;

/// <summary>A DAG file read from disk, once: what is parsed, hashed, shown and stored is this text and no later one.</summary>
internal sealed record PreparedFile
{
    public required DagFileKey Key { get; init; }

    /// <summary>Absolute path of the bundle's folder.</summary>
    public required string BundlePath { get; init; }

    /// <summary>The DAG file first, then what it includes.</summary>
    public required IReadOnlyList<SourceFile> Sources { get; init; }

    /// <summary>Hash over all code of the file; templates come on top.</summary>
    public required string CodeHash { get; init; }

    /// <summary>Where the compiled assembly is, or will be kept.</summary>
    public string AssemblyPath { get; init; } = "";

    /// <summary>The assembly is there already.</summary>
    public bool IsCompiled { get; init; }

    /// <summary>Folder with the assembly's own dependencies.</summary>
    public string? DependencyFolder { get; init; }

    /// <summary>What is wrong already.</summary>
    public IReadOnlyList<ParseProblem> Problems { get; init; } = [];

    /// <summary>It says nothing of DAGs.</summary>
    public bool IsSkipped { get; init; }

    public string FullPath => Path.Combine(BundlePath, Key.RelativePath);

    /// <summary>Included files, by path inside the bundle; when one changes, this file has changed.</summary>
    public IEnumerable<string> Includes => Sources.Skip(1).Select(source => source.Path);
}
