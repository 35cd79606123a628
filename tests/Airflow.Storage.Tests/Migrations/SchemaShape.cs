namespace Airflow.Storage.Tests.Migrations;

/// <summary>What must be the same in every dialect, as lines: columns with nullability, keys and indexes with their columns.</summary>
internal static class SchemaShape
{
    public static string Column(string table, string name, bool isNullable) => $"{table}.{name} {(isNullable ? "null" : "not null")}";

    public static string Unique(string table, IEnumerable<string> columns) => $"{table} unique ({string.Join(", ", columns)})";

    public static string Index(string table, string name, IEnumerable<string> columns) => $"{table} index {name} ({string.Join(", ", columns)})";

    public static string Reference(string table, IEnumerable<string> columns, string target, IEnumerable<string> targetColumns, string onUpdate, string onDelete) =>
        $"{table} ({string.Join(", ", columns)}) references {target} ({string.Join(", ", targetColumns)}) update {onUpdate.ToUpperInvariant()} delete {onDelete.ToUpperInvariant()}";
}
