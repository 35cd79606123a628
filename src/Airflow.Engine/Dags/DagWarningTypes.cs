namespace Airflow.Engine.Dags;

/// <summary>The kinds of warnings about DAGs.</summary>
public static class DagWarningTypes
{
    public const string AssetConflict = "asset conflict";
    public const string NonexistentPool = "non-existent pool";
    public const string RuntimeVaryingValue = "runtime varying value";

    public static IReadOnlyList<string> All { get; } = [AssetConflict, NonexistentPool, RuntimeVaryingValue];
}
