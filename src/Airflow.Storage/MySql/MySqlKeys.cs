using System.Text.RegularExpressions;

namespace Airflow.Storage.MySql;

/// <summary>
/// Statements that go by SQLite's number of a row, which MySQL does not have: the key of the table takes its place, and archives, which have
/// no key, get a number of their own that nobody sees.
/// </summary>
internal static partial class MySqlKeys
{
    /// <summary>The column that numbers the rows of an archive.</summary>
    public const string ArchiveRow = "_row";

    private static readonly Dictionary<string, string[]> Keys = new(StringComparer.Ordinal)
    {
        ["dag"] = ["dag_id"],
        ["revoked_token"] = ["jti"],
        ["task_instance_history"] = ["task_instance_id"],
        ["xcom"] = ["dag_run_id", "task_id", "map_index", "key"],
    };

    private static readonly string[] Id = ["id"];

    public static string Replace(string sql)
    {
        sql = CreateArchive.Replace(sql, $"CREATE TABLE \"$1\" ({ArchiveRow} BIGINT NOT NULL AUTO_INCREMENT INVISIBLE PRIMARY KEY) AS");
        if (!sql.Contains("rowid", StringComparison.Ordinal))
        {
            return sql;
        }

        sql = Delete.Replace(sql, static match => $"DELETE t\nFROM \"{match.Groups["table"].Value}\" t\nJOIN ({Portion(match)}) old ON {Same(match)}");
        sql = Copy.Replace(sql, static match => $"SELECT t.*\nFROM \"{match.Groups["table"].Value}\" t\nJOIN ({Portion(match)}) old ON {Same(match)}");
        return Select.Replace(sql, static match => $"SELECT {string.Join(", ", KeyOf(match))}\nFROM {match.Groups["from"].Value}");
    }

    private static string[] KeyOf(Match match) => Keys.GetValueOrDefault(match.Groups["table"].Value, Id);

    private static string Portion(Match match) => $"{match.Groups["old"].Value}\nORDER BY {string.Join(", ", KeyOf(match))}\nLIMIT @batch";

    private static string Same(Match match) => string.Join(" AND ", KeyOf(match).Select(static column => $"old.{column} = t.{column}"));

    [GeneratedRegex(@"CREATE TABLE ""(_airflow_deleted__\w+)"" AS", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CreateArchive { get; }

    [GeneratedRegex(@"DELETE FROM ""(?<table>\w+)""\nWHERE rowid IN \((?<old>.*)\nORDER BY rowid\nLIMIT @batch\)", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Delete { get; }

    [GeneratedRegex(@"SELECT \*\nFROM ""(?<table>\w+)""\nWHERE rowid IN \((?<old>.*)\nORDER BY rowid\nLIMIT @batch\)", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Copy { get; }

    [GeneratedRegex(@"SELECT rowid\nFROM (?<from>""?(?<table>\w+)""?)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Select { get; }
}
