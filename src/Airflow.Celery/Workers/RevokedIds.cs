namespace Airflow.Celery.Workers;

/// <summary>Ids of messages that must not be run; the newest are kept.</summary>
internal sealed class RevokedIds(int most = 50_000)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, DateTimeOffset> ids = new(StringComparer.Ordinal);
    private readonly Queue<string> order = new();

    public bool Contains(string id)
    {
        lock (gate)
        {
            return ids.ContainsKey(id);
        }
    }

    public void Add(string id, DateTimeOffset now)
    {
        lock (gate)
        {
            if (!ids.TryAdd(id, now))
            {
                return;
            }

            order.Enqueue(id);
            while (order.Count > most)
            {
                ids.Remove(order.Dequeue());
            }
        }
    }

    public IReadOnlyList<KeyValuePair<string, DateTimeOffset>> List()
    {
        lock (gate)
        {
            return [.. ids.OrderBy(id => id.Value)];
        }
    }
}
