using Airflow.Engine.Execution;
using Airflow.Engine.Tasks;
using Airflow.Engine.Telemetry;

namespace Airflow.Engine.Scheduling;

/// <summary>What an executor is told of a queued slot.</summary>
internal static class Workloads
{
    public static TaskWorkload Of(RunBoard board, TaskSlot slot)
    {
        var graph = board.Dag.Graph;
        var settings = graph.Settings(slot.TaskIndex);
        var key = new TaskInstanceKey(board.Run.DagId, board.Run.RunId, graph.TaskId(slot.TaskIndex), slot.MapIndex);
        return new TaskWorkload
        {
            Id = slot.Id,
            Key = key,
            TryNumber = slot.TryNumber,
            DagVersionId = board.Dag.Version.Id,
            Queue = settings.Queue,
            Pool = slot.Pool,
            PoolSlots = slot.PoolSlots,
            PriorityWeight = slot.Priority,
            BundleName = board.Dag.Version.BundleName,
            BundleVersion = board.Run.BundleVersion ?? board.Dag.Version.BundleVersion ?? "",
            DagRelPath = board.Dag.RelativeFileLocation,
            LogPath = LogPaths.For(key, slot.TryNumber),
            ExecutionTimeout = settings.ExecutionTimeout,
            TraceParent = AirflowTraces.ParentOf(board.Run, slot.Id),
        };
    }
}
