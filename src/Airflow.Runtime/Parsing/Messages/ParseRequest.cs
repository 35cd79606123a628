using System.Text.Json.Serialization;
using Airflow.Engine.Dags.Authoring;

namespace Airflow.Runtime.Parsing;

/// <summary>What a parse child is asked: compile a DAG file, or take what was compiled before, and tell which DAGs it makes.</summary>
internal sealed record ParseRequest
{
    /// <summary>Where the DAG file is, and what the configuration says of DAGs that leave it open.</summary>
    public required DagSource Source { get; init; }

    /// <summary>Absolute path of the bundle's folder.</summary>
    [JsonIgnore]
    public string BundlePath => Source.DagsFolder;

    /// <summary>The DAG file inside the bundle.</summary>
    [JsonIgnore]
    public string RelativePath => Source.RelativeFileLocation;

    /// <summary>The DAG file first, then what it includes.</summary>
    public IReadOnlyList<SourceFile> Sources { get; init; } = [];

    /// <summary>Absolute path of an assembly that was compiled before.</summary>
    public string? AssemblyPath { get; init; }

    /// <summary>Asked of a timetable in the file, instead of which DAGs there are.</summary>
    public TimetableQuestion? Timetable { get; init; }

    /// <summary>Absolute path of the folder with the assembly's own dependencies.</summary>
    public string? DependencyFolder { get; init; }
}
