using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using Airflow.Storage.Servers;
using Airflow.Storage.Sql;
using Npgsql;
using NpgsqlTypes;

namespace Airflow.Storage.Postgres;

/// <summary>
/// PostgreSQL's way with statements and values. The stores' statements are written once: where PostgreSQL has another word for the same
/// thing the word is replaced, where it needs another statement <see cref="PostgresTwins"/> has it.
/// </summary>
internal sealed class PostgresDialect(string place) : IServerDialect
{
    private readonly ConditionalWeakTable<string, ServerStatement> _statements = [];

    public ServerStatement Translate(string sql) => _statements.GetValue(sql, static text => ServerStatement.Parse(
        PostgresWords.Replace(PostgresTwins.Find(text)), static number => string.Create(CultureInfo.InvariantCulture, $"${number}")));

    /// <summary>All but bytes goes as text of no type: the server finds the type by where the parameter stands, as SQLite does.</summary>
    public DbParameter ParameterOf(int number, object? value) => value switch
    {
        byte[] bytes => new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Bytea, Value = bytes },
        ReadOnlyMemory<byte> bytes => new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Bytea, Value = bytes.ToArray() },
        _ => new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Unknown, Value = (object?)Format(value) ?? DBNull.Value },
    };

    public SqlRow RowOf(DbDataReader reader) => new PostgresRow(reader);

    public ServerException Describe(DbException exception) => PostgresErrors.Describe(exception, place);

    public ServerSession SessionOf(DbConnection connection, CancellationToken cancellationToken) =>
        new PostgresSession((NpgsqlConnection)connection, this, cancellationToken);

    /// <summary>A value as the server reads it from text.</summary>
    public static string? Format(object? value) => value switch
    {
        null => null,
        string text => text,
        bool flag => flag ? "true" : "false",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff+00", CultureInfo.InvariantCulture),
        Guid id => id.ToString(),
        int number => number.ToString(CultureInfo.InvariantCulture),
        long number => number.ToString(CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"A {value.GetType()} cannot be an argument of a statement.", nameof(value)),
    };
}
