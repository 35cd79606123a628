using System.Collections.Concurrent;
using System.Text;
using Airflow.Engine.Dags;

namespace Airflow.Engine.Scheduling;

/// <summary>Reads DAG versions once; they never change. Bounded: the versions longest unused go first.</summary>
public sealed class DagVersionCache(IDagStore dags, int capacity = 2_000)
{
    private readonly ConcurrentDictionary<Guid, Entry> entries = new();
    private long clock;

    /// <summary>The version, or null when it is not there (deleted in the meantime).</summary>
    public async ValueTask<ScheduledDag?> FindAsync(Guid versionId, CancellationToken cancellationToken)
    {
        if (entries.TryGetValue(versionId, out var entry))
        {
            entry.LastUsed = Interlocked.Increment(ref clock);
            return entry.Dag;
        }

        var version = await dags.FindVersionAsync(versionId, cancellationToken);
        var data = version is null ? null : await dags.FindSerializedAsync(versionId, cancellationToken);
        if (version is null || data is null)
        {
            return null;
        }

        var document = DagSerialization.Read(Encoding.UTF8.GetBytes(data));
        var dag = new ScheduledDag(version, document);
        entries[versionId] = new Entry(dag) { LastUsed = Interlocked.Increment(ref clock) };
        Trim();
        return dag;
    }

    private void Trim()
    {
        if (entries.Count <= capacity)
        {
            return;
        }

        foreach (var (id, _) in entries.OrderBy(pair => pair.Value.LastUsed).Take(entries.Count - (capacity * 9 / 10)))
        {
            entries.TryRemove(id, out _);
        }
    }

    private sealed class Entry(ScheduledDag dag)
    {
        public ScheduledDag Dag { get; } = dag;

        public long LastUsed { get; set; }
    }
}
