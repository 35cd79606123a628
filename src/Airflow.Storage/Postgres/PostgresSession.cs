using System.Data.Common;
using Airflow.Storage.Servers;
using Airflow.Storage.Sql;
using Npgsql;

namespace Airflow.Storage.Postgres;

/// <summary>A PostgreSQL connection; what is to run one after the other goes to the server in one message.</summary>
internal sealed class PostgresSession(NpgsqlConnection connection, PostgresDialect dialect, CancellationToken cancellationToken)
    : ServerSession(connection, dialect, cancellationToken)
{
    // any number that no other program is likely to use for its locks
    private const int LockSpace = 0x41_46_4c_57;

    private const int MostInOneMessage = 500;

    private const string Lock = """
        SELECT pg_advisory_xact_lock(CAST(@space AS INTEGER), CAST(@scope AS INTEGER))
        """;

    public override Task LockAsync(SqlLock scope) => FirstAsync(Lock, static _ => true, ("space", LockSpace), ("scope", (int)scope));

    public override async Task<int> RunAsync(IReadOnlyList<ServerStep> steps)
    {
        if (steps.Count == 0)
        {
            return -1;
        }

        await using var batch = new NpgsqlBatch(connection);
        foreach (var step in steps)
        {
            batch.BatchCommands.Add(CommandOf(step.Sql, step.Arguments));
        }

        await RunAsync(batch);
        for (var i = 0; i < steps.Count; i++)
        {
            if (batch.BatchCommands[i].Rows < (ulong)steps[i].MinRows)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>In one message: the way to the server and back takes longer than what is to be done there.</summary>
    public override async Task<IReadOnlyList<int>> ExecuteManyAsync(string sql, IReadOnlyList<(string Name, object? Value)[]> arguments)
    {
        var changed = new List<int>(arguments.Count);
        foreach (var part in arguments.Chunk(MostInOneMessage))
        {
            await using var batch = new NpgsqlBatch(connection);
            foreach (var each in part)
            {
                batch.BatchCommands.Add(CommandOf(sql, each));
            }

            await RunAsync(batch);
            for (var i = 0; i < part.Length; i++)
            {
                changed.Add((int)batch.BatchCommands[i].Rows);
            }
        }

        return changed;
    }

    private NpgsqlBatchCommand CommandOf(string sql, (string Name, object? Value)[] arguments)
    {
        var statement = Dialect.Translate(sql);
        var command = new NpgsqlBatchCommand(statement.Text);
        for (var n = 1; n <= statement.Parameters.Length; n++)
        {
            command.Parameters.Add((NpgsqlParameter)Dialect.ParameterOf(n, ServerArguments.Find(statement.Parameters[n - 1], arguments)));
        }

        return command;
    }

    private async Task RunAsync(NpgsqlBatch batch)
    {
        try
        {
            await batch.ExecuteNonQueryAsync(CancellationToken);
        }
        catch (PostgresException exception)
        {
            var index = exception.BatchCommand is NpgsqlBatchCommand failed ? batch.BatchCommands.IndexOf(failed) : 0;
            var described = Dialect.Describe(exception);
            throw new ServerException(described.Code, described.Message, described.Failure, exception) { StatementIndex = index, IsTransient = described.IsTransient };
        }
        catch (DbException exception)
        {
            throw Dialect.Describe(exception);
        }
    }
}
