using System.Data.Common;
using System.Globalization;
using System.Text;
using Airflow.Storage.Servers;
using Airflow.Storage.Sql;
using MySql.Data.MySqlClient;

namespace Airflow.Storage.MySql;

/// <summary>A connection to MySQL or MariaDB; what is to run one after the other goes to the server in one text.</summary>
internal sealed class MySqlSession(DbConnection connection, MySqlDialect dialect, CancellationToken cancellationToken) : ServerSession(connection, dialect, cancellationToken)
{
    private const string LockRow = """
        SELECT scope FROM write_lock WHERE scope = @scope FOR UPDATE
        """;

    // before there are tables, and across statements that commit by themselves
    private const string LockName = """
        SELECT GET_LOCK(CONCAT(DATABASE(), '.airflow_migrations'), 60)
        """;

    private const string UnlockName = """
        SELECT RELEASE_LOCK(CONCAT(DATABASE(), '.airflow_migrations'))
        """;

    public override async Task LockAsync(SqlLock scope)
    {
        if (scope != SqlLock.Migrations)
        {
            await FirstAsync(LockRow, static _ => true, ("scope", (int)scope));
        }
        else if (await FirstAsync(LockName, static row => row.IsNull(0) ? 0 : row.Long(0)) == 0)
        {
            throw new ServerException("database_conflict", "Another process has been migrating the database for a minute. Wait until it is done.", ServerFailure.Conflict) { IsTransient = true };
        }
    }

    public override async Task UnlockAsync(SqlLock scope)
    {
        try
        {
            if (scope == SqlLock.Migrations)
            {
                await FirstAsync(UnlockName, static _ => true);
            }
        }
        catch (ServerException exception) when (exception.Failure == ServerFailure.Connection)
        {
            // the lock went with the connection
            return;
        }
    }

    public override async Task<int> RunAsync(IReadOnlyList<ServerStep> steps)
    {
        if (steps.Count == 0)
        {
            return -1;
        }

        await using var command = Connection.CreateCommand();
        command.CommandText = Write(steps, command);
        var done = 0;
        try
        {
            var refused = -1;
            await using var reader = await command.ExecuteReaderAsync(CancellationToken);
            for (; done < steps.Count; done++)
            {
                var changed = await CountAsync(reader, IsQuery(Dialect.Translate(steps[done].Sql).Text));
                refused = refused < 0 && changed < steps[done].MinRows ? done : refused;
                await reader.NextResultAsync(CancellationToken);
            }

            return refused;
        }
        catch (MySqlException exception)
        {
            var described = Dialect.Describe(exception);
            throw new ServerException(described.Code, described.Message, described.Failure, exception)
            {
                StatementIndex = Math.Min(done, steps.Count - 1),
                IsTransient = described.IsTransient,
            };
        }
    }

    /// <summary>Each statement with parameters of its own, and after each that changes rows the question how many.</summary>
    private string Write(IReadOnlyList<ServerStep> steps, DbCommand command)
    {
        var text = new StringBuilder();
        for (var i = 0; i < steps.Count; i++)
        {
            var statement = Dialect.Translate(steps[i].Sql);
            var mark = string.Create(CultureInfo.InvariantCulture, $"@s{i}_");
            text.Append(statement.Text).Replace(MySqlDialect.ParameterMark, mark, text.Length - statement.Text.Length, statement.Text.Length);
            text.Append(IsQuery(statement.Text) ? ";\n" : ";\nSELECT ROW_COUNT();\n");
            for (var n = 1; n <= statement.Parameters.Length; n++)
            {
                var parameter = Dialect.ParameterOf(n, ServerArguments.Find(statement.Parameters[n - 1], steps[i].Arguments));
                parameter.ParameterName = MySqlDialect.NameOf(mark, n);
                command.Parameters.Add(parameter);
            }
        }

        return text.ToString();
    }

    private async Task<long> CountAsync(DbDataReader reader, bool isQuery)
    {
        var count = 0L;
        while (await reader.ReadAsync(CancellationToken))
        {
            count = isQuery ? count + 1 : Convert.ToInt64(reader.GetValue(0), CultureInfo.InvariantCulture);
        }

        return count;
    }

    private static bool IsQuery(string text) => text.StartsWith("SELECT", StringComparison.Ordinal);
}
