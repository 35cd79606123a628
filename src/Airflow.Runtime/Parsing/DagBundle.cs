namespace Airflow.Runtime.Parsing;

/// <summary>A folder of DAG files under a name: one entry of [dag_processor] dag_bundle_config_list.</summary>
public sealed record DagBundle(string Name, string Path)
{
    /// <summary>The name of the folder that [core] dags_folder tells.</summary>
    public const string DefaultName = "dags-folder";
}
