namespace Airflow.Engine.Scheduling.Rules;

/// <summary>What limits the queueing of instances; the selector counts it up and down.</summary>
public sealed class QueueLimits
{
    private readonly Dictionary<(string Dag, string Run), int> _executing = [];
    private readonly Dictionary<(string Dag, string Task), int> _activeInDag = [];
    private readonly Dictionary<(string Dag, string Run, string Task), int> _activeInRun = [];

    /// <summary>Slots of each pool, and how many of them are open; the total is int.MaxValue for an unlimited pool.</summary>
    public IDictionary<string, (int Total, int Open)> Pools { get; } = new Dictionary<string, (int Total, int Open)>(StringComparer.Ordinal);

    /// <summary>Slots that the executor has open.</summary>
    public int ExecutorSlots { get; set; } = int.MaxValue;

    /// <summary>The most instances to look at.</summary>
    public int MaxTis { get; set; } = int.MaxValue;

    /// <summary>Counts an instance that holds a place: executing is queued or running; active ones are also deferred and awaiting input.</summary>
    public void Hold(string dagId, string runId, string taskId, bool isExecuting)
    {
        if (isExecuting)
        {
            Add(_executing, (dagId, runId));
        }
        Add(_activeInDag, (dagId, taskId));
        Add(_activeInRun, (dagId, runId, taskId));
    }

    internal int Executing(QueueCandidate candidate) => _executing.GetValueOrDefault((candidate.DagId, candidate.RunId));

    internal int ActiveInDag(QueueCandidate candidate) => _activeInDag.GetValueOrDefault((candidate.DagId, candidate.TaskId));

    internal int ActiveInRun(QueueCandidate candidate) => _activeInRun.GetValueOrDefault((candidate.DagId, candidate.RunId, candidate.TaskId));

    private static void Add<TKey>(Dictionary<TKey, int> counts, TKey key)
        where TKey : notnull => counts[key] = counts.GetValueOrDefault(key) + 1;
}
