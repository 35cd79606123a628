using Airflow.Engine.Tasks;

namespace Airflow.Engine.Scheduling;

/// <summary>Tries that run here although they are over: somebody cleared, marked or held them, or ended their run. The executor is to stop them.</summary>
internal sealed class StoppedTries(SchedulerStores stores)
{
    public List<Guid> Ids { get; } = [];

    /// <summary>Compares a board with what is stored of its run now.</summary>
    public void Note(RunBoard before, IReadOnlyList<TaskInstance> now)
    {
        var alive = now.Where(task => task.State.IsExecuting()).Select(task => task.Id).ToHashSet();
        Ids.AddRange(before.AllSlots().Where(slot => slot.State.IsExecuting() && !alive.Contains(slot.Id)).Select(slot => slot.Id));
    }

    /// <summary>The run is not ours any more: what of it runs here goes on under its new holder, unless it is over.</summary>
    public async Task NoteAsync(RunBoard board, CancellationToken cancellationToken)
    {
        if (board.Executing > 0)
        {
            Note(board, await stores.Tasks.ListForRunAsync(board.Run.DagId, board.Run.RunId, cancellationToken));
        }
    }
}
