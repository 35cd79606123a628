using Airflow.Storage.HumanInput;
using Airflow.Storage.Runs;
using Airflow.Storage.Tasks;
using System.Text.RegularExpressions;

namespace Airflow.Storage.MySql;

/// <summary>Words of SQLite for which MySQL and MariaDB have others. What is not here is the same in all of them.</summary>
internal static partial class MySqlWords
{
    /// <summary>The elements of a JSON list of texts; with its own collation a comparison finds the index of the column.</summary>
    private const string TextsOf = "SELECT j.value FROM JSON_TABLE($1, '$$[*]' COLUMNS (value VARCHAR(750) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$$')) j";

    private const string NumbersOf = "SELECT j.value FROM JSON_TABLE($1, '$$[*]' COLUMNS (value BIGINT PATH '$$')) j";

    private const string UuidsOf = "SELECT j.value FROM JSON_TABLE($1, '$$[*]' COLUMNS (value CHAR(36) CHARACTER SET ascii COLLATE ascii_bin PATH '$$')) j";

    public static string Replace(string sql)
    {
        sql = MySqlKeys.Replace(sql)
            .Replace("strftime('%Y-%m-%d %H:%M:%f000', 'now', @duration)", "UTC_TIMESTAMP(6) + INTERVAL SUBSTRING_INDEX(@duration, ' ', 1) SECOND", StringComparison.Ordinal)
            .Replace("strftime('%Y-%m-%d %H:%M:%f000', 'now')", "UTC_TIMESTAMP(6)", StringComparison.Ordinal)
            .Replace(RunListing.Duration, "(TIMESTAMPDIFF(MICROSECOND, r.start_date, r.end_date) / 1e6)", StringComparison.Ordinal)
            .Replace(QuestionListing.ResponderId, "JSON_UNQUOTE(JSON_EXTRACT(h.responded_by, '$.id'))", StringComparison.Ordinal)
            .Replace(QuestionListing.ResponderName, "JSON_UNQUOTE(JSON_EXTRACT(h.responded_by, '$.name'))", StringComparison.Ordinal)
            .Replace(TaskListing.MapIndexText, "CAST(t.map_index AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin", StringComparison.Ordinal)
            // where case counts, bytes are compared
            .Replace("INSTR(", "INSTR(BINARY ", StringComparison.Ordinal)
            .Replace("current_schema()", "DATABASE()", StringComparison.Ordinal)
            .Replace("last_insert_rowid()", "LAST_INSERT_ID()", StringComparison.Ordinal)
            .Replace("IS NOT DISTINCT FROM", "<=>", StringComparison.Ordinal)
            .Replace(" NULLS LAST", "", StringComparison.Ordinal)
            .Replace("AS VARCHAR)", "AS CHAR)", StringComparison.Ordinal)
            .Replace("AS TEXT)", "AS CHAR)", StringComparison.Ordinal);
        sql = ListOfTexts.Replace(ListOfNumbers.Replace(ListOfUuids.Replace(IndexHint.Replace(sql, ""), UuidsOf), NumbersOf), TextsOf);
        if (DoNothing.IsMatch(sql))
        {
            sql = DoNothing.Replace(sql, "").Replace("INSERT INTO", "INSERT IGNORE INTO", StringComparison.Ordinal);
        }

        sql = Excluded.Replace(DoUpdate.Replace(sql, "ON DUPLICATE KEY UPDATE"), "VALUES($1)");
        sql = ReturningId.Replace(sql, ";\nSELECT LAST_INSERT_ID() FROM DUAL WHERE ROW_COUNT() > 0");
        return Reserved.Replace(sql, "\"$1\"");
    }

    // the server keeps statistics and finds the index itself
    [GeneratedRegex(@" INDEXED BY \w+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IndexHint { get; }

    // a list called ids is one of uuids
    [GeneratedRegex(@"SELECT value FROM json_each\((@ids)\)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ListOfUuids { get; }

    // one called numbers of numbers
    [GeneratedRegex(@"SELECT value FROM json_each\((@numbers)\)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ListOfNumbers { get; }

    [GeneratedRegex(@"SELECT value FROM json_each\((@\w+)\)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ListOfTexts { get; }

    [GeneratedRegex(@"\s+ON CONFLICT( \([^)]*\))? DO NOTHING", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DoNothing { get; }

    [GeneratedRegex(@"ON CONFLICT \([^)]*\) DO UPDATE SET", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DoUpdate { get; }

    [GeneratedRegex(@"excluded\.(""?\w+""?)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Excluded { get; }

    [GeneratedRegex(@"\s+RETURNING id\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ReturningId { get; }

    // names of columns are in small letters, and words of the language in capitals
    [GeneratedRegex(@"(?<![\w@""'.])(key|keys|schema|interval)(?![\w""'(])", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reserved { get; }
}
