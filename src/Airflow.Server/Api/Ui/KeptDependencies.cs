using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using Airflow.Engine.Dags;

namespace Airflow.Server.Api.Ui;

/// <summary>What links DAGs to others, by version: a version never changes, so each is read once.</summary>
internal sealed class KeptDependencies
{
    /// <summary>So many documents are in the memory at once.</summary>
    private const int Together = 100;

    private readonly ConcurrentDictionary<Guid, ImmutableArray<DagDependency>> known = new();

    /// <summary>All links of these versions; those of other versions are forgotten.</summary>
    public async Task<IReadOnlyList<DagDependency>> ListAsync(IDagStore store, IReadOnlyCollection<Guid> versions, CancellationToken cancellationToken)
    {
        foreach (var missing in versions.Where(id => !known.ContainsKey(id)).Chunk(Together))
        {
            foreach (var (version, data) in await store.ListSerializedAsync(missing, cancellationToken))
            {
                known[version.Id] = DagSerialization.Read(Encoding.UTF8.GetBytes(data)).DagDependencies ?? [];
            }
        }

        foreach (var gone in known.Keys.Except(versions))
        {
            known.TryRemove(gone, out _);
        }

        return [.. versions.SelectMany(id => known.TryGetValue(id, out var links) ? links : [])];
    }
}
