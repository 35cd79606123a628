namespace Airflow.Server.Logs;

/// <summary>The lines of a part of a log that have something in them, one after the other.</summary>
internal ref struct LogLines(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> bytes = bytes;
    private int next;

    /// <summary>The line, without what ends it.</summary>
    public ReadOnlySpan<byte> Current { get; private set; }

    /// <summary>Where it begins in the part.</summary>
    public int Start { get; private set; }

    /// <summary>Where the next one begins in the part.</summary>
    public readonly int End => next;

    /// <summary>Lines of the part that have something in them.</summary>
    /// <param name="bytes">The part.</param>
    public static long Count(ReadOnlySpan<byte> bytes)
    {
        var count = 0L;
        for (var lines = new LogLines(bytes); lines.MoveNext();)
        {
            count++;
        }

        return count;
    }

    public bool MoveNext()
    {
        while (next < bytes.Length)
        {
            Start = next;
            var rest = bytes[next..];
            var length = rest.IndexOf((byte)'\n');
            next = length < 0 ? bytes.Length : next + length + 1;
            Current = (length < 0 ? rest : rest[..length]).TrimEnd((byte)'\r');
            if (!Current.IsEmpty)
            {
                return true;
            }
        }

        return false;
    }
}
