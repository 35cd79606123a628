using System.Data.Common;
using System.Globalization;
using Airflow.Storage.Servers;
using Npgsql;

namespace Airflow.Storage.Postgres;

/// <summary>A transaction is known by its number, whose fate PostgreSQL remembers.</summary>
internal sealed class PostgresCommits : IServerCommits
{
    private const string Number = """
        SELECT txid_current_if_assigned()
        """;

    private const string Status = """
        SELECT txid_status($1)
        """;

    public Task<string?> MarkAsync(ServerSession session) => session.FirstAsync(Number, row => row.IsNull(0) ? null : row.Text(0));

    public async Task<bool?> IsCommittedAsync(DbConnection connection, string mark, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Status;
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = long.Parse(mark, CultureInfo.InvariantCulture) });
        return await command.ExecuteScalarAsync(cancellationToken) switch
        {
            "committed" => true,
            "in progress" => null,
            _ => false,
        };
    }
}
