using System.Runtime.CompilerServices;
using Airflow.Engine.Logs;
using Airflow.Engine.Tasks;

namespace Airflow.Server.Logs;

/// <summary>
/// Reads the log of a try as it is now, from some byte on, in blocks of whole lines: of a log of any length, one block is in memory. The last line of a try that
/// still writes is left out until it is whole.
/// </summary>
internal sealed class LogReading
{
    /// <summary>Bytes of a block.</summary>
    public const int BlockSize = 1 << 20;

    /// <summary>A line that is longer is cut.</summary>
    private const int LongestLine = 64 << 20;

    private readonly TryLogs logs;
    private readonly TaskInstance tried;
    private readonly long start;
    private readonly LogPiece first;

    private LogReading(TryLogs logs, TaskInstance tried, long start, LogPiece first)
    {
        this.logs = logs;
        this.tried = tried;
        this.start = start;
        this.first = first;
    }

    /// <summary>Where the log lies; null when it was found nowhere.</summary>
    public string? Source => first.Source;

    /// <summary>Why there is nothing to be had; null when nothing is wrong.</summary>
    public string? Problem => first.Problem;

    /// <summary>The byte after the last line that is read.</summary>
    public long End { get; private set; }

    /// <summary>The log is there and ends before the byte that it was to be read from.</summary>
    public bool IsShorter => first is { IsFound: true, Length: > 0 } && first.Length < start;

    /// <summary>Bytes that are read.</summary>
    public long Length => End - start;

    /// <param name="logs">Where logs are looked for.</param>
    /// <param name="tried">The try; its state is that of before the log is read, so that what it wrote before it ended is told.</param>
    /// <param name="start">The byte to begin with.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<LogReading> OpenAsync(TryLogs logs, TaskInstance tried, long start, CancellationToken cancellationToken)
    {
        var reading = new LogReading(logs, tried, start, await logs.ReadAsync(tried, new LogRange(start, BlockSize), cancellationToken));
        reading.End = await reading.FindEndAsync(cancellationToken);
        return reading;
    }

    /// <summary>Whether the try may still write.</summary>
    public static bool IsOpen(TaskInstance tried) =>
        tried.State is TaskState.Queued or TaskState.Running or TaskState.Restarting or TaskState.Deferred or TaskState.AwaitingInput;

    public async IAsyncEnumerable<LogBlock> BlocksAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (offset, size) = (start, BlockSize);
        var bytes = first.Bytes;
        while (offset < End && bytes.Length > 0)
        {
            var known = bytes.AsMemory(0, (int)Math.Min(bytes.Length, End - offset));
            var length = offset + known.Length == End ? known.Length : known.Span.LastIndexOf((byte)'\n') + 1;
            if (length == 0 && size < LongestLine)
            {
                size *= 2;
            }
            else
            {
                var block = new LogBlock(offset, length == 0 ? known : known[..length]);
                yield return block;
                (offset, size) = (block.End, BlockSize);
            }

            if (offset < End)
            {
                bytes = (await logs.ReadAsync(tried, new LogRange(offset, (int)Math.Min(size, End - offset)), cancellationToken)).Bytes;
            }
        }
    }

    private async Task<long> FindEndAsync(CancellationToken cancellationToken)
    {
        var length = Math.Max(start + first.Bytes.Length, first.Length);
        if (!IsOpen(tried) || first.Bytes.Length == 0)
        {
            return first.Bytes.Length == 0 ? start : length;
        }

        var (from, bytes) = (start, first.Bytes);
        if (start + bytes.Length < length)
        {
            from = Math.Max(start, length - BlockSize);
            bytes = (await logs.ReadAsync(tried, new LogRange(from, (int)(length - from)), cancellationToken)).Bytes;
        }

        // within a block there is the end of a line, or the try writes one that is longer, which then waits
        return Math.Max(start, from + bytes.AsSpan().LastIndexOf((byte)'\n') + 1);
    }
}
