using System.Buffers;
using System.Text;

namespace Airflow.Server.Logs;

/// <summary>Looks through a log from some place on, a block after the other, until so many lines are found.</summary>
/// <param name="question">What is looked for.</param>
/// <param name="start">Where it begins.</param>
/// <param name="most">So many lines at most.</param>
internal sealed class LogScan(LogQuestion question, LogPlace start, int most)
{
    public List<LogMatch> Matches { get; } = [];

    /// <summary>The first line that was not looked at.</summary>
    public LogPlace Place { get; private set; } = start;

    public bool IsFull => Matches.Count >= most;

    /// <param name="block">The lines that follow.</param>
    public void Add(LogBlock block)
    {
        var bytes = block.Bytes.Span;
        if (question.IsSlow)
        {
            Look(block.Offset, bytes, []);
            return;
        }

        // every byte becomes one letter, so that places are the same in both
        var letters = ArrayPool<char>.Shared.Rent(bytes.Length);
        Encoding.Latin1.GetChars(bytes, letters);
        Look(block.Offset, bytes, letters.AsSpan(0, bytes.Length));
        ArrayPool<char>.Shared.Return(letters);
    }

    private void Look(long offset, ReadOnlySpan<byte> bytes, ReadOnlySpan<char> letters)
    {
        var (at, line) = (0, Place.Line);
        while (at < bytes.Length && !IsFull)
        {
            var next = question.NextLine(bytes, letters, at);
            line += LogLines.Count(bytes[at..next]);
            var lines = new LogLines(bytes[next..]);
            if (!lines.MoveNext())
            {
                at = bytes.Length;
                break;
            }

            var message = LogMessage.Of(lines.Current);
            if (question.Find(message) is { } excerpt)
            {
                Matches.Add(new LogMatch(line, message, excerpt));
            }

            line++;
            at = next + lines.End;
        }

        Place = new LogPlace(line, offset + at);
    }
}
