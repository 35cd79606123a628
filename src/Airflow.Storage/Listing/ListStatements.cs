using System.Collections.Concurrent;

namespace Airflow.Storage.Listing;

/// <summary>
/// Statements are known to sessions by reference, so that each is prepared once. A list's statement is put together for each question: the
/// same words must come to the same text. There are bounds to how many are kept, as the questions come from outside.
/// </summary>
internal static class ListStatements
{
    private const int MaxKept = 1_000;
    private static readonly ConcurrentDictionary<string, string> Kept = new(StringComparer.Ordinal);

    /// <summary>The text that stands for all of these words.</summary>
    public static string Keep(string sql)
    {
        if (Kept.TryGetValue(sql, out var kept))
        {
            return kept;
        }

        if (Kept.Count >= MaxKept)
        {
            Kept.Clear();
        }

        return Kept.GetOrAdd(sql, sql);
    }
}
