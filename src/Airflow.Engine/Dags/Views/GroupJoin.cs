namespace Airflow.Engine.Dags.Views;

/// <summary>The ids of the points in which the arrows of a group meet, as Airflow's graphs name them.</summary>
public static class GroupJoin
{
    private const string UpstreamEnd = ".upstream_join_id";
    private const string DownstreamEnd = ".downstream_join_id";

    /// <summary>Where the arrows that come to the group meet.</summary>
    public static string Upstream(string? groupId) => groupId + UpstreamEnd;

    /// <summary>Where the arrows that leave the group meet.</summary>
    public static string Downstream(string? groupId) => groupId + DownstreamEnd;

    /// <summary>Whether an id is that of such a point; a task can be named like one.</summary>
    public static bool Names(string id) => id.EndsWith(UpstreamEnd, StringComparison.Ordinal) || id.EndsWith(DownstreamEnd, StringComparison.Ordinal);
}
