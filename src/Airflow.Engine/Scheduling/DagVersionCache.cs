using System.Collections.Concurrent;
using System.Text;
using Airflow.Engine.Dags;

namespace Airflow.Engine.Scheduling;

/// <summary>Reads DAG versions once; they never change. Bounded by the length of their documents: the versions longest unused go first.</summary>
public sealed class DagVersionCache(IDagStore dags, long capacity = 32 * 1024 * 1024)
{
    private readonly ConcurrentDictionary<Guid, Entry> entries = new();
    private long clock;
    private long length;

    /// <summary>The version, or null when it is not there (deleted in the meantime).</summary>
    /// <exception cref="DagSerializationException">Its document is of no kind that is known here.</exception>
    public async ValueTask<ScheduledDag?> FindAsync(Guid versionId, CancellationToken cancellationToken)
    {
        if (Use(versionId) is { } known)
        {
            return known;
        }

        return await dags.ListSerializedAsync([versionId], cancellationToken) is [var stored] ? Keep(stored) : null;
    }

    /// <summary>The version when it has been read already, and is still kept; else null.</summary>
    public ScheduledDag? FindLoaded(Guid versionId) => Use(versionId);

    /// <summary>Reads those of the versions that are not known yet, all at once, so that finding each of them asks for nothing more.</summary>
    public async Task LoadAsync(IEnumerable<Guid> versionIds, CancellationToken cancellationToken)
    {
        List<Guid> missing = [.. versionIds.Distinct().Where(id => Use(id) is null)];
        if (missing.Count == 0)
        {
            return;
        }

        foreach (var stored in await dags.ListSerializedAsync(missing, cancellationToken))
        {
            try
            {
                Keep(stored);
            }
            catch (DagSerializationException)
            {
                // whoever looks for this one is told
                continue;
            }
        }
    }

    private ScheduledDag? Use(Guid versionId)
    {
        if (!entries.TryGetValue(versionId, out var entry))
        {
            return null;
        }

        entry.LastUsed = Interlocked.Increment(ref clock);
        return entry.Dag;
    }

    private ScheduledDag Keep(SerializedVersion stored)
    {
        var dag = new ScheduledDag(stored.Version, DagSerialization.Read(Encoding.UTF8.GetBytes(stored.Data)));
        if (entries.TryAdd(stored.Version.Id, new Entry(dag, stored.Data.Length) { LastUsed = Interlocked.Increment(ref clock) })
            && Interlocked.Add(ref length, stored.Data.Length) > capacity)
        {
            Trim();
        }

        return dag;
    }

    private void Trim()
    {
        foreach (var (id, _) in entries.OrderBy(pair => pair.Value.LastUsed))
        {
            if (Interlocked.Read(ref length) <= capacity / 10 * 9)
            {
                return;
            }

            if (entries.TryRemove(id, out var removed))
            {
                Interlocked.Add(ref length, -removed.Length);
            }
        }
    }

    private sealed class Entry(ScheduledDag dag, int length)
    {
        public ScheduledDag Dag { get; } = dag;

        public int Length { get; } = length;

        public long LastUsed { get; set; }
    }
}
