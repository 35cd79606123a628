using System.Globalization;
using System.Text;

namespace Airflow.Server.Api.Events;

/// <summary>The last events, so that whoever lost the connection goes on where he was. Every subscriber has his place in it and no copy.</summary>
internal sealed class EventBacklog(TimeProvider clock)
{
    private const int Kept = 16_384;

    private readonly ServerEvent[] events = new ServerEvent[Kept];
    private readonly Lock guard = new();
    private TaskCompletionSource added = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long last;
    private long oldest;

    /// <summary>Names this stream: events of another server, or of an earlier life of this one, have other numbers.</summary>
    public string Stream { get; } = clock.GetUtcNow().ToUnixTimeMilliseconds().ToString("x", CultureInfo.InvariantCulture);

    /// <summary>The number of the newest event; 0 when there is none.</summary>
    public long Last
    {
        get
        {
            lock (guard)
            {
                return last;
            }
        }
    }

    public void Add(IReadOnlyCollection<(string Kind, string? DagId, string? RunId, byte[] Json)> news)
    {
        if (news.Count == 0)
        {
            return;
        }

        TaskCompletionSource told;
        lock (guard)
        {
            foreach (var (kind, dagId, runId, json) in news)
            {
                last++;
                events[last % Kept] = new ServerEvent(last, kind, dagId, runId, [.. Encoding.UTF8.GetBytes($"event: {kind}\nid: {IdOf(last)}\ndata: "), .. json, .. "\n\n"u8]);
            }

            told = added;
            added = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        told.SetResult();
    }

    /// <summary>By what who comes back says where he was.</summary>
    public string IdOf(long number) => string.Create(CultureInfo.InvariantCulture, $"{Stream}-{number}");

    /// <summary>Nobody has listened for a while: who was here before cannot go on.</summary>
    public void Break()
    {
        lock (guard)
        {
            oldest = last;
        }
    }

    /// <summary>What came after this number; null when some of that is no longer kept.</summary>
    public IReadOnlyList<ServerEvent>? After(long number)
    {
        lock (guard)
        {
            if (number > last || number < oldest || last - number > Kept)
            {
                return null;
            }

            var found = new ServerEvent[last - number];
            for (var i = 0; i < found.Length; i++)
            {
                found[i] = events[(number + 1 + i) % Kept];
            }

            return found;
        }
    }

    /// <summary>Ends when there is something after this number.</summary>
    public Task WaitAsync(long number, CancellationToken cancellationToken)
    {
        lock (guard)
        {
            return last > number ? Task.CompletedTask : added.Task.WaitAsync(cancellationToken);
        }
    }
}
