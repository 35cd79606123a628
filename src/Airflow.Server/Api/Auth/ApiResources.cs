namespace Airflow.Server.Api.Auth;

/// <summary>The names under which roles hold permissions.</summary>
internal static class ApiResources
{
    public const string Dags = "DAGs";
    public const string DagRuns = "DAG Runs";
    public const string DagCode = "DAG Code";
    public const string DagVersions = "DAG Versions";
    public const string DagWarnings = "DAG Warnings";
    public const string TaskInstances = "Task Instances";
    public const string TaskLogs = "Task Logs";
    public const string XComs = "XComs";
    public const string Backfills = "Backfills";
    public const string HumanInput = "HITL Detail";
    public const string Assets = "Assets";
    public const string AssetAliases = "Asset Aliases";
    public const string Pools = "Pools";
    public const string Variables = "Variables";
    public const string Connections = "Connections";
    public const string Configurations = "Configurations";
    public const string AuditLogs = "Audit Logs";
    public const string Jobs = "Jobs";
    public const string ImportErrors = "ImportError";
    public const string Plugins = "Plugins";
    public const string Providers = "Providers";
    public const string Website = "Website";
    public const string Users = "Users";
    public const string Roles = "Roles";
    public const string MyProfile = "My Profile";
    public const string ClusterActivity = "Cluster Activity";

    /// <summary>What belongs to one DAG, and may be allowed for that alone.</summary>
    public static bool IsOfDag(string resource) => resource is Dags or DagRuns or DagCode or DagVersions or DagWarnings or TaskInstances or TaskLogs
        or XComs or Backfills or HumanInput;
}
