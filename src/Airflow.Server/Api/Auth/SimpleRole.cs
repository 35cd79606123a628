namespace Airflow.Server.Api.Auth;

/// <summary>The four roles of the simple auth manager; each may do what the ones before it may.</summary>
internal static class SimpleRole
{
    private static readonly string[] Names = ["viewer", "user", "op", "admin"];

    /// <summary>null when there is no role of that name; case does not count.</summary>
    public static int? RankOf(string name) => Array.FindIndex(Names, role => role.Equals(name, StringComparison.OrdinalIgnoreCase)) is >= 0 and var rank ? rank : null;

    /// <summary>The least of them that may do it.</summary>
    public static int Least(string action, string resource) => resource switch
    {
        ApiResources.Variables or ApiResources.Connections => 2,
        ApiResources.Users or ApiResources.Roles => 3,
        _ when action == "can_read" => 0,
        ApiResources.MyProfile => 0,
        ApiResources.Dags or ApiResources.DagRuns or ApiResources.TaskInstances or ApiResources.XComs or ApiResources.Backfills or ApiResources.HumanInput => 1,
        ApiResources.Pools or ApiResources.Assets or ApiResources.AssetAliases or ApiResources.ClusterActivity => 2,
        _ => 3,
    };
}
