namespace Airflow.Runtime.Logs;

/// <summary>
/// Joins what is kept of a log with what this host has of it: a try that waited in between may have gone on here after it began elsewhere.
/// </summary>
internal static class LogMerge
{
    /// <summary>Answers one of the two themselves when it holds the other.</summary>
    public static byte[] Of(byte[]? kept, byte[] own)
    {
        if (kept is null || own.AsSpan().StartsWith(kept))
        {
            return own;
        }

        // whole lines only: what ends alike by chance is not the same
        var begin = kept.Length - own.Length;
        return kept.AsSpan().EndsWith(own) && (begin == 0 || kept[begin - 1] == '\n') ? kept : [.. kept, .. own];
    }
}
