using Airflow.Engine.Tasks;
using Airflow.Server.Logs;

namespace Airflow.Server.Api.TaskLogs;

/// <summary>Some lines of a long log, as messages.</summary>
internal static class LogWindow
{
    /// <summary>What one answer holds at most, and at least one line.</summary>
    private const int MostBytes = 4 << 20;

    /// <param name="logs">Where logs are looked for.</param>
    /// <param name="tried">The try.</param>
    /// <param name="index">Where the lines of its log stand.</param>
    /// <param name="first">How many lines are before the first one.</param>
    /// <param name="count">So many lines at most.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<List<RawJson>> ReadAsync(TryLogs logs, TaskInstance tried, LogIndex index, long first, long count, CancellationToken cancellationToken)
    {
        var place = index.Before(first);
        var reading = await LogReading.OpenAsync(logs, tried, place.Offset, cancellationToken);
        var window = new Window(first - place.Line, Math.Min(count, index.Lines - first));
        await foreach (var block in reading.BlocksAsync(cancellationToken))
        {
            window.Add(block.Bytes.Span);
            if (window.IsFull)
            {
                break;
            }
        }

        return window.Messages;
    }

    private sealed class Window(long skipped, long count)
    {
        private long skipped = skipped;
        private int bytes;

        public List<RawJson> Messages { get; } = [];

        public bool IsFull => Messages.Count >= count || bytes > MostBytes;

        public void Add(ReadOnlySpan<byte> block)
        {
            for (var lines = new LogLines(block); !IsFull && lines.MoveNext();)
            {
                if (skipped > 0)
                {
                    skipped--;
                }
                else
                {
                    Messages.Add(LogMessages.Message(lines.Current));
                    bytes += lines.Current.Length;
                }
            }
        }
    }
}
