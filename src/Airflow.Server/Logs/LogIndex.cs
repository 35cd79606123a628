namespace Airflow.Server.Logs;

/// <summary>Where the lines of a log stand, so that any of them is found without reading all that is before it: 32 KB for a million lines.</summary>
internal sealed class LogIndex
{
    /// <summary>So many lines are read at most to come to one of them.</summary>
    private const int Step = 256;

    private readonly List<long> marks = [0];

    /// <summary>Only one at a time reads on.</summary>
    public SemaphoreSlim Gate { get; } = new(1, 1);

    /// <summary>How many lines are known.</summary>
    public long Lines { get; private set; }

    /// <summary>The byte after them.</summary>
    public long End { get; private set; }

    /// <summary>The first line of level error or critical.</summary>
    public LogPlace? FirstError { get; private set; }

    /// <summary>The last one.</summary>
    public LogPlace? LastError { get; private set; }

    /// <summary>A place before the line that is not far from it.</summary>
    /// <param name="line">How many lines are before the wanted one.</param>
    public LogPlace Before(long line)
    {
        var mark = (int)Math.Clamp(line / Step, 0, marks.Count - 1);
        return new LogPlace((long)mark * Step, marks[mark]);
    }

    /// <summary>Takes in the lines that follow those that are known.</summary>
    /// <param name="block">The lines.</param>
    public void Add(LogBlock block)
    {
        var bytes = block.Bytes.Span;
        var hasErrors = NamesError(bytes);
        for (var lines = new LogLines(bytes); lines.MoveNext();)
        {
            var place = new LogPlace(Lines, block.Offset + lines.Start);
            if (Lines > 0 && Lines % Step == 0)
            {
                marks.Add(place.Offset);
            }

            if (hasErrors && NamesError(lines.Current) && LogMessage.Of(lines.Current).Level is "error" or "critical")
            {
                FirstError ??= place;
                LastError = place;
            }

            Lines++;
        }

        End = block.End;
    }

    public void Clear()
    {
        marks.Clear();
        marks.Add(0);
        (Lines, End, FirstError, LastError) = (0, 0, null, null);
    }

    private static bool NamesError(ReadOnlySpan<byte> bytes) => bytes.IndexOf("\"error\""u8) >= 0 || bytes.IndexOf("\"critical\""u8) >= 0;
}
