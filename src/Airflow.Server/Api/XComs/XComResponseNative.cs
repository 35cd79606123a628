using Airflow.Engine.XComs;

namespace Airflow.Server.Api.XComs;

/// <summary>An XCom with its value, which is any JSON.</summary>
internal sealed record XComResponseNative(
    string Key,
    DateTimeOffset Timestamp,
    DateTimeOffset? LogicalDate,
    int MapIndex,
    string TaskId,
    string DagId,
    string RunId,
    string DagDisplayName,
    string TaskDisplayName,
    DateTimeOffset RunAfter,
    RawJson Value)
{
    public static XComResponseNative Of(ListedXCom listed, RawJson value) => new(
        listed.Key.Key,
        listed.Timestamp,
        listed.LogicalDate,
        listed.Key.MapIndex,
        listed.Key.TaskId,
        listed.Key.DagId,
        listed.Key.RunId,
        listed.DagDisplayName ?? listed.Key.DagId,
        listed.TaskDisplayName ?? listed.Key.TaskId,
        listed.RunAfter,
        value);
}
