using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using Airflow.Storage.Servers;
using Airflow.Storage.Sql;
using MySql.Data.MySqlClient;

namespace Airflow.Storage.MySql;

/// <summary>
/// The way of MySQL and MariaDB with statements and values. As for PostgreSQL, words are replaced where they are others, and
/// <see cref="MySqlTwins"/> has the statements that need another form.
/// </summary>
internal sealed class MySqlDialect(string place) : IServerDialect
{
    /// <summary>What every parameter's name begins with in a translated statement, so that many statements can be put into one text.</summary>
    public const string ParameterMark = "@_";

    private readonly ConditionalWeakTable<string, ServerStatement> _statements = [];

    public ServerStatement Translate(string sql) => _statements.GetValue(sql, static text => ServerStatement.Parse(
        MySqlWords.Replace(MySqlTwins.Find(text)), static number => NameOf(ParameterMark, number)));

    public DbParameter ParameterOf(int number, object? value) => new MySqlParameter(NameOf(ParameterMark, number), value switch
    {
        null => DBNull.Value,
        string or int or long or double or byte[] => value,
        bool flag => flag ? 1 : 0,
        ReadOnlyMemory<byte> bytes => bytes.ToArray(),
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
        Guid id => id.ToString(),
        _ => throw new ArgumentException($"A {value.GetType()} cannot be an argument of a statement.", nameof(value)),
    });

    public SqlRow RowOf(DbDataReader reader) => new MySqlRow(reader);

    public ServerException Describe(DbException exception) => MySqlErrors.Describe(exception, place);

    public ServerSession SessionOf(DbConnection connection, CancellationToken cancellationToken) => new MySqlSession(connection, this, cancellationToken);

    public static string NameOf(string mark, int number) => string.Create(CultureInfo.InvariantCulture, $"{mark}{number}");
}
