namespace Airflow.Engine.Scheduling;

/// <summary>Runs with tasks that wait for the run before theirs, and when to look at that one again.</summary>
internal sealed class PastWaiters(SchedulerStores stores)
{
    private readonly Dictionary<string, HashSet<RunBoard>> _waiting = new(StringComparer.Ordinal);
    private readonly HashSet<string> _stale = new(StringComparer.Ordinal);

    /// <summary>There is something to look at now.</summary>
    public bool IsStale => _stale.Count > 0;

    public static async Task LoadAsync(RunBoard board, SchedulerStores stores, CancellationToken cancellationToken)
    {
        if (board.Dag.PastDependents.Count > 0)
        {
            board.Past = await PastRun.LoadAsync(board.Run, board.Dag, stores, cancellationToken);
        }
    }

    /// <summary>A board as a pass left it: it waits, or it does not.</summary>
    public void Note(RunBoard board)
    {
        if (board.WaitingForPast.Count > 0 && board.Past is { IsSettled: false })
        {
            (_waiting.TryGetValue(board.Run.DagId, out var boards) ? boards : _waiting[board.Run.DagId] = []).Add(board);
        }
        else
        {
            Forget(board);
        }
    }

    public void Forget(RunBoard board)
    {
        if (_waiting.TryGetValue(board.Run.DagId, out var boards) && boards.Remove(board) && boards.Count == 0)
        {
            _waiting.Remove(board.Run.DagId);
            _stale.Remove(board.Run.DagId);
        }
    }

    /// <summary>Something of the DAG's runs was committed.</summary>
    public void Changed(string dagId)
    {
        if (_waiting.ContainsKey(dagId))
        {
            _stale.Add(dagId);
        }
    }

    /// <summary>Other schedulers may have committed something.</summary>
    public void ChangedAnywhere() => _stale.UnionWith(_waiting.Keys);

    /// <summary>Reads the earlier runs again and has the waiting tasks decided anew.</summary>
    public async Task RefreshAsync(Action<RunBoard> include, CancellationToken cancellationToken)
    {
        foreach (var board in _stale.SelectMany(dagId => _waiting.GetValueOrDefault(dagId) ?? []).ToList())
        {
            await LoadAsync(board, stores, cancellationToken);
            board.Dag.PastDependents.ToList().ForEach(board.Dirty.Mark);
            include(board);
        }

        _stale.Clear();
    }
}
