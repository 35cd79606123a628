using Airflow.Engine.XComs;

namespace Airflow.Server.Api.XComs;

/// <summary>An XCom without its value.</summary>
internal sealed record XComResponse(
    string Key,
    DateTimeOffset Timestamp,
    DateTimeOffset? LogicalDate,
    int MapIndex,
    string TaskId,
    string DagId,
    string RunId,
    string DagDisplayName,
    string TaskDisplayName,
    DateTimeOffset RunAfter)
{
    public static XComResponse Of(ListedXCom listed) => new(
        listed.Key.Key,
        listed.Timestamp,
        listed.LogicalDate,
        listed.Key.MapIndex,
        listed.Key.TaskId,
        listed.Key.DagId,
        listed.Key.RunId,
        listed.DagDisplayName ?? listed.Key.DagId,
        listed.TaskDisplayName ?? listed.Key.TaskId,
        listed.RunAfter);
}
