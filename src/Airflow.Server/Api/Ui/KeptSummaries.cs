using Airflow.Engine.Grids;

namespace Airflow.Server.Api.Ui;

/// <summary>
/// Summaries of finished runs, kept while the run's mark is the one that was read before its task instances
/// were. Bounded by the number of their cells: those longest unused go first.
/// </summary>
internal sealed class KeptSummaries(int capacity = KeptSummaries.DefaultCapacity)
{
    /// <summary>Cells, of about 150 bytes each: the grids of three DAGs of 5,000 tasks.</summary>
    public const int DefaultCapacity = 400_000;

    private readonly Lock gate = new();
    private readonly Dictionary<(Guid Version, int Run), LinkedListNode<Entry>> entries = [];
    private readonly LinkedList<Entry> byUse = [];
    private int length;

    /// <summary>null: none is kept, or the run has changed since.</summary>
    /// <param name="versionId">The DAG version whose rows it is for.</param>
    /// <param name="mark">The run's, read now.</param>
    public GridRunSummary? Find(Guid versionId, RunMark mark)
    {
        lock (gate)
        {
            if (!entries.TryGetValue((versionId, mark.Id), out var node))
            {
                return null;
            }

            if (node.Value.Mark != mark)
            {
                Remove(node);
                return null;
            }

            byUse.Remove(node);
            byUse.AddLast(node);
            return node.Value.Summary;
        }
    }

    /// <param name="versionId">The DAG version whose rows it is for.</param>
    /// <param name="mark">The run's, read before what it was made of.</param>
    /// <param name="summary">The summary.</param>
    public void Keep(Guid versionId, RunMark mark, GridRunSummary summary)
    {
        lock (gate)
        {
            if (entries.TryGetValue((versionId, mark.Id), out var before))
            {
                Remove(before);
            }

            entries.Add((versionId, mark.Id), byUse.AddLast(new Entry(versionId, mark, summary)));
            length += summary.TaskInstances.Count;
            while (length > capacity && byUse.First is { } oldest)
            {
                Remove(oldest);
            }
        }
    }

    private void Remove(LinkedListNode<Entry> node)
    {
        entries.Remove((node.Value.VersionId, node.Value.Mark.Id));
        byUse.Remove(node);
        length -= node.Value.Summary.TaskInstances.Count;
    }

    private sealed record Entry(Guid VersionId, RunMark Mark, GridRunSummary Summary);
}
