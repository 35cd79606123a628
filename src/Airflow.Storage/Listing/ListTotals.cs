using System.Collections.Concurrent;

namespace Airflow.Storage.Listing;

/// <summary>
/// Totals that took long to count, because they count most of a great table. Each is used again for a few times as long as counting it took, so
/// that reading such a list page by page does not count it for every page; one caller counts anew while others take the last total.
/// </summary>
internal sealed class ListTotals(TimeProvider time)
{
    /// <summary>Less than so many are counted each time.</summary>
    private const int Least = 10_000;

    private const int MaxKept = 200;
    private const int Times = 20;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, Kept> totals = new(StringComparer.Ordinal);

    /// <param name="key">All that the total depends on.</param>
    /// <param name="count">Counts.</param>
    public async Task<int> GetAsync(string key, Func<Task<int>> count)
    {
        if (totals.TryGetValue(key, out var kept) && (time.GetTimestamp() < kept.Until || !kept.TryBegin()))
        {
            return kept.Total;
        }

        try
        {
            var begun = time.GetTimestamp();
            var total = await count();
            Keep(key, total, time.GetElapsedTime(begun));
            return total;
        }
        finally
        {
            kept?.End();
        }
    }

    private void Keep(string key, int total, TimeSpan took)
    {
        if (total < Least)
        {
            totals.TryRemove(key, out _);
            return;
        }

        if (totals.Count >= MaxKept)
        {
            totals.Clear();
        }

        var life = took * Times < Longest ? took * Times : Longest;
        totals[key] = new Kept(total, time.GetTimestamp() + (long)(life.TotalSeconds * time.TimestampFrequency));
    }

    private sealed class Kept(int total, long until)
    {
        private int isCounting;

        public int Total { get; } = total;

        public long Until { get; } = until;

        /// <summary>Whether the caller is the one to count anew.</summary>
        public bool TryBegin() => Interlocked.Exchange(ref isCounting, 1) == 0;

        public void End() => Volatile.Write(ref isCounting, 0);
    }
}
