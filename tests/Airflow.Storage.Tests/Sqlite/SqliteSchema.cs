using Airflow.Storage.Sqlite;
using Airflow.Storage.Tests.Migrations;

namespace Airflow.Storage.Tests.Sqlite;

/// <summary>The shape of a migrated SQLite file, by its pragmas.</summary>
internal static class SqliteSchema
{
    public static async Task<IReadOnlyList<string>> ReadAsync(SqliteSession session)
    {
        var lines = new List<string>();
        foreach (var table in await session.ListAsync("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name", row => row.Text(0)))
        {
            foreach (var (name, isNotNull, key) in await session.ListAsync($"PRAGMA table_info(\"{table}\")", row => (row.Text(1), row.Flag(3), row.Int(5))))
            {
                lines.Add(SchemaShape.Column(table, name, !isNotNull && key == 0));
            }

            var primary = await session.ListAsync($"PRAGMA table_info(\"{table}\")", row => (Name: row.Text(1), Key: row.Int(5)));
            lines.Add(SchemaShape.Unique(table, primary.Where(column => column.Key > 0).OrderBy(column => column.Key).Select(column => column.Name)));
            foreach (var (index, isUnique, origin) in await session.ListAsync($"PRAGMA index_list(\"{table}\")", row => (row.Text(1), row.Flag(2), row.Text(3))))
            {
                var columns = await session.ListAsync($"PRAGMA index_info(\"{index}\")", row => row.TextOrNull(2) ?? "expression");
                if (isUnique && origin != "pk" && !columns.Contains("expression"))
                {
                    lines.Add(SchemaShape.Unique(table, columns));
                }
                else if (origin == "c" && !columns.Contains("expression"))
                {
                    lines.Add(SchemaShape.Index(table, index, columns));
                }
            }

            var references = await session.ListAsync(
                $"PRAGMA foreign_key_list(\"{table}\")", row => (Id: row.Int(0), Target: row.Text(2), From: row.Text(3), To: row.Text(4), Update: row.Text(5), Delete: row.Text(6)));
            lines.AddRange(references.GroupBy(part => part.Id).Select(parts => SchemaShape.Reference(
                table, parts.Select(part => part.From), parts.First().Target, parts.Select(part => part.To), parts.First().Update, parts.First().Delete)));
        }

        return [.. lines.Distinct().Order(StringComparer.Ordinal)];
    }
}
