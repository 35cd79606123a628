using Airflow.Engine.Tasks;

namespace Airflow.Engine.Scheduling;

/// <summary>
/// What becomes of a pass that took slots which somebody else had taken already: the instances are ready again and wait for room. Nothing
/// else about their run has changed, so it is not read anew.
/// </summary>
internal sealed class FullPool(ReadyQueue ready, PoolBoard pools, ExecutingTries executing, Action<RunBoard> include)
{
    /// <summary>Whether the run wanted slots of that pool; if not, the refusal has another reason.</summary>
    public bool TakeBack(RunBoard board, string? pool)
    {
        var wanted = board.Touched.Where(slot => slot.State == TaskState.Queued && slot.Committed != TaskState.Queued && slot.Pool == pool).ToList();
        foreach (var slot in wanted)
        {
            board.Move(slot, TaskState.Scheduled);
            executing.Add(board, slot, -1);
            ready.Add(board, slot);
        }

        if (wanted.Count == 0)
        {
            return false;
        }

        pools.Fill(wanted[0].Pool);
        board.IsInPass = false;
        include(board);
        return true;
    }
}
