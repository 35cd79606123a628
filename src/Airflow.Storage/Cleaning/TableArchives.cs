using System.Globalization;
using System.Text;
using Airflow.Engine;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Cleaning;

/// <summary>The tables into which cleaning moves what it deletes: one a table and cleaning, named as Airflow names them.</summary>
internal sealed class TableArchives(ISqlDatabase database, ArchiveWords words)
{
    private const string Prefix = "_airflow_deleted__";
    private const int Page = 1000;

    public static string NameFor(string table, string suffix) => $"{Prefix}{table}__{suffix}";

    public static string CreateSql(string table, string archive) => $"""
        CREATE TABLE "{archive}" AS
        SELECT *
        FROM "{table}"
        WHERE FALSE
        """;

    /// <summary>All archives, or those of the given tables.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(IReadOnlyCollection<string>? tables, CancellationToken cancellationToken)
    {
        var all = await database.ListAsync(words.List, row => row.Text(0), cancellationToken);
        return tables is null ? all : [.. all.Where(archive => tables.Any(table => archive.StartsWith(NameFor(table, ""), StringComparison.Ordinal)))];
    }

    public async Task DropAsync(string archive, CancellationToken cancellationToken)
    {
        await RequireAsync(archive, cancellationToken);
        await database.ExecuteAsync($"DROP TABLE \"{archive}\"", cancellationToken);
    }

    /// <summary>Writes an archive as CSV, names first; returns the number of rows.</summary>
    public async Task<long> ExportAsync(string archive, TextWriter writer, CancellationToken cancellationToken)
    {
        await RequireAsync(archive, cancellationToken);
        var columns = await database.ListAsync(words.ListColumns, row => row.Text(0), cancellationToken, ("archive", archive));
        await writer.WriteAsync(Line(columns).AsMemory(), cancellationToken);
        var values = string.Join(", ", columns.Select(words.TextOf));
        var sql = $"""
            SELECT {words.RowId}, {values}
            FROM "{archive}"
            WHERE {words.IsAfter}
            ORDER BY {words.Order}
            LIMIT @page
            """;
        var (after, count) = (words.FirstRow, 0L);
        while (true)
        {
            var rows = await database.ListAsync(
                sql,
                row => (Id: row.Text(0), Line: Line(columns.Select((_, i) => row.TextOrNull(i + 1) ?? ""))),
                cancellationToken,
                ("after", after),
                ("page", Page));
            if (rows.Count == 0)
            {
                return count;
            }

            foreach (var (_, line) in rows)
            {
                await writer.WriteAsync(line.AsMemory(), cancellationToken);
            }

            (after, count) = (rows[^1].Id, count + rows.Count);
        }
    }

    private async Task RequireAsync(string archive, CancellationToken cancellationToken)
    {
        if (!(await ListAsync(null, cancellationToken)).Contains(archive))
        {
            throw new AirflowException("archive_not_found", string.Create(CultureInfo.InvariantCulture, $"There is no archive table '{archive}'."));
        }
    }

    private static string Line(IEnumerable<string> values)
    {
        var line = new StringBuilder();
        foreach (var value in values)
        {
            var isQuoted = value.AsSpan().IndexOfAny(",\"\r\n") >= 0;
            line.Append(line.Length > 0 ? "," : "").Append(isQuoted ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value);
        }

        return line.Append("\r\n").ToString();
    }
}
