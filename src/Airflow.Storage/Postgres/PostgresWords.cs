using System.Text.RegularExpressions;
using Airflow.Storage.Runs;

namespace Airflow.Storage.Postgres;

/// <summary>Words of SQLite for which PostgreSQL has others. What is not here is the same in both.</summary>
internal static partial class PostgresWords
{
    public static string Replace(string sql)
    {
        sql = sql
            .Replace("strftime('%Y-%m-%d %H:%M:%f000', 'now', @duration)", "clock_timestamp() + CAST(@duration AS INTERVAL)", StringComparison.Ordinal)
            .Replace("strftime('%Y-%m-%d %H:%M:%f000', 'now')", "clock_timestamp()", StringComparison.Ordinal)
            // a list called ids is one of uuids, one called numbers of numbers
            .Replace("SELECT value FROM json_each(@ids)", "SELECT CAST(value AS UUID) FROM json_each(@ids)", StringComparison.Ordinal)
            .Replace("SELECT value FROM json_each(@numbers)", "SELECT CAST(value AS BIGINT) FROM json_each(@numbers)", StringComparison.Ordinal)
            .Replace(RunListing.Duration, "EXTRACT(EPOCH FROM r.end_date - r.start_date)", StringComparison.Ordinal)
            .Replace("last_insert_rowid()", "lastval()", StringComparison.Ordinal)
            .Replace("INSTR(", "STRPOS(", StringComparison.Ordinal)
            .Replace("rowid", "ctid", StringComparison.Ordinal);
        sql = KeyInList.Replace(sql, "= ANY(ARRAY($1))");
        return ListOf.Replace(NothingLast.Replace(IndexHint.Replace(sql, ""), "$1$2"), "json_array_elements_text(CAST($1 AS JSON))");
    }

    // PostgreSQL has nothing come last, and first where the order descends, of its own accord; asked for by a condition no index would give the order
    [GeneratedRegex(@"\(([\w.]+) IS NULL\)( DESC|), \1\2", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NothingLast { get; }

    // PostgreSQL keeps statistics and finds the index itself
    [GeneratedRegex(@" INDEXED BY \w+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IndexHint { get; }

    // Joined to a list, a table that was empty when the statement was planned is read as a whole for ever after; an array is looked up key by key
    [GeneratedRegex(@"(?<!NOT )IN \((SELECT (?:value|CAST\(value AS \w+\)) FROM json_each\(@(?:ids|numbers|run_ids|dag_ids)\))\)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex KeyInList { get; }

    [GeneratedRegex(@"json_each\((@\w+)\)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ListOf { get; }
}
