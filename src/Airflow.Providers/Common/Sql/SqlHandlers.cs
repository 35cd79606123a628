using System.Data.Common;

namespace Airflow.Providers.Common.Sql;

/// <summary>What becomes of the rows of a statement.</summary>
public static class SqlHandlers
{
    /// <summary>All rows, each as a list of its values in the order of the columns; <see langword="null"/> if the statement has no rows to give.</summary>
    public static Func<DbDataReader, CancellationToken, Task<object?>> FetchAll { get; } = async (reader, cancellationToken) =>
    {
        List<object?[]> rows = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(Values(reader));
        }

        return rows;
    };

    /// <summary>The first row as a list of its values; <see langword="null"/> if there is none.</summary>
    public static Func<DbDataReader, CancellationToken, Task<object?>> FetchOne { get; } = async (reader, cancellationToken) =>
        await reader.ReadAsync(cancellationToken) ? Values(reader) : null;

    /// <summary>All rows, each as an object with the names of the columns: a later task takes them as records.</summary>
    public static Func<DbDataReader, CancellationToken, Task<object?>> FetchRecords { get; } = async (reader, cancellationToken) =>
    {
        List<Dictionary<string, object?>> rows = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = new Dictionary<string, object?>(StringComparer.Ordinal);
            for (var i = 0; i < reader.FieldCount; i++)
            {
                row[reader.GetName(i)] = Value(reader, i);
            }

            rows.Add(row);
        }

        return rows;
    };

    private static object?[] Values(DbDataReader reader)
    {
        var values = new object?[reader.FieldCount];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Value(reader, i);
        }

        return values;
    }

    private static object? Value(DbDataReader reader, int index) => reader.IsDBNull(index) ? null : reader.GetValue(index);
}
