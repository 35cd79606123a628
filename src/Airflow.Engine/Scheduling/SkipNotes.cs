using System.Text.Json;
using Airflow.Engine.Scheduling.Rules;
using Airflow.Engine.Tasks;
using Airflow.Engine.XComs;

namespace Airflow.Engine.Scheduling;

/// <summary>
/// What branches and short circuits of a run that is taken up again once decided: a task that was cleared without the branch before it is
/// left out again. While the run is held, a branch that ends skips others itself.
/// </summary>
internal static class SkipNotes
{
    /// <summary>Name of the XCom with the choice, Airflow's.</summary>
    private const string Key = "skipmixin_key";

    public static async Task ApplyAsync(RunBoard board, IXComStore xcoms, CancellationToken cancellationToken)
    {
        var graph = board.Dag.Graph;
        for (var branch = 0; branch < graph.Count; branch++)
        {
            if (!graph.Settings(branch).CanSkipDownstream)
            {
                continue;
            }

            var after = graph.Downstream(branch).ToArray().SelectMany(board.SlotsOf).Where(slot => slot is { State: TaskState.None, End: null }).ToList();
            foreach (var slot in board.SlotsOf(branch).Where(slot => after.Count > 0 && slot.State == TaskState.Success))
            {
                await ApplyAsync(board, slot, after, xcoms, cancellationToken);
            }
        }
    }

    private static async Task ApplyAsync(RunBoard board, TaskSlot branch, IReadOnlyList<TaskSlot> after, IXComStore xcoms, CancellationToken cancellationToken)
    {
        var taskId = board.Dag.Graph.TaskId(branch.TaskIndex);
        var key = new XComKey(board.Run.DagId, board.Run.RunId, taskId, Key, branch.MapIndex);
        if (await xcoms.FindAsync(key, includePriorDates: false, cancellationToken) is not { } note)
        {
            return;
        }

        var json = JsonElement.Parse(note.Value);
        var choice = new BranchChoice(taskId, IsFinished: true, Names(json, "followed"), Names(json, "skipped"));
        foreach (var slot in after)
        {
            var isSameElement = branch.MapIndex < 0 || slot.MapIndex == branch.MapIndex;
            if (isSameElement && slot.State == TaskState.None && choice.LeavesOut(board.Dag.Graph.TaskId(slot.TaskIndex)))
            {
                board.Move(slot, TaskState.Skipped);
            }
        }
    }

    /// <summary>Ids as texts, or as pairs of id and map index, which Airflow writes within mapped groups.</summary>
    private static HashSet<string>? Names(JsonElement note, string name) =>
        note.ValueKind == JsonValueKind.Object && note.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Array ? item[0].GetString() : item.GetString()).OfType<string>()]
            : null;
}
