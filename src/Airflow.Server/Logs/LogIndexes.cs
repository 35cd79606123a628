using Airflow.Engine.Tasks;

namespace Airflow.Server.Logs;

/// <summary>The indexes of long logs that somebody looked at last; those longest unused go first.</summary>
internal sealed class LogIndexes
{
    private const int Most = 64;
    private readonly Lock gate = new();
    private readonly LinkedList<((Guid Id, int Try) Key, LogIndex Index)> byUse = [];

    /// <summary>The index of a try's log as far as the log goes now; what was added since the last time is read.</summary>
    /// <param name="logs">Where logs are looked for.</param>
    /// <param name="tried">The try.</param>
    /// <param name="cancellationToken">Ends the reading; what was read until then is kept.</param>
    public async Task<LogIndex> FindAsync(TryLogs logs, TaskInstance tried, CancellationToken cancellationToken)
    {
        var index = Use((tried.Id, tried.TryNumber));
        await index.Gate.WaitAsync(cancellationToken);
        try
        {
            var reading = await LogReading.OpenAsync(logs, tried, index.End, cancellationToken);
            if (reading.IsShorter)
            {
                // it is another file than the one that was read
                index.Clear();
                reading = await LogReading.OpenAsync(logs, tried, 0, cancellationToken);
            }

            await foreach (var block in reading.BlocksAsync(cancellationToken))
            {
                index.Add(block);
            }
        }
        finally
        {
            index.Gate.Release();
        }

        return index;
    }

    private LogIndex Use((Guid Id, int Try) key)
    {
        lock (gate)
        {
            var node = byUse.First;
            while (node is not null && node.Value.Key != key)
            {
                node = node.Next;
            }

            if (node is null)
            {
                node = new((key, new LogIndex()));
            }
            else
            {
                byUse.Remove(node);
            }

            byUse.AddFirst(node);
            if (byUse.Count > Most)
            {
                byUse.RemoveLast();
            }

            return node.Value.Index;
        }
    }
}
