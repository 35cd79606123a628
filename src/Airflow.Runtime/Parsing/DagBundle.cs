namespace Airflow.Runtime.Parsing;

/// <summary>A folder of DAG files under a name: one entry of [dag_processor] dag_bundle_config_list.</summary>
public sealed record DagBundle(string Name, string Path)
{
    /// <summary>What the bundle calls its present state, such as a commit; null where it has no name for it.</summary>
    public Func<string?> Revision { get; init; } = static () => null;

    /// <summary>The name of the folder that [core] dags_folder tells.</summary>
    public const string DefaultName = "dags-folder";
}
