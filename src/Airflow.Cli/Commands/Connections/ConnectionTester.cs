using System.Data.Common;
using Airflow.Engine;
using Airflow.Providers.Common.Sql;
using Airflow.Server.Api.Connections;

namespace Airflow.Cli.Commands.Connections;

/// <summary>Tries connections of the kinds that this build has a driver for.</summary>
internal sealed class ConnectionTester : IConnectionTester
{
    private static readonly IReadOnlyList<ISqlEngine> Engines = [new SqliteEngine()];

    public async Task<string?> FindProblemAsync(Engine.Connections.Connection connection, CancellationToken cancellationToken)
    {
        var type = connection.ConnType ?? "";
        if (Engines.FirstOrDefault(engine => engine.ConnTypes.Contains(type, StringComparer.OrdinalIgnoreCase)) is not { } engine)
        {
            return $"There is no test for connections of type '{type}' here; there is one for: {string.Join(", ", Engines.SelectMany(known => known.ConnTypes))}.";
        }

        try
        {
            await using var opened = engine.Create(
                new Connection(connection.ConnId, type)
                {
                    Host = connection.Host,
                    Schema = connection.Schema,
                    Login = connection.Login,
                    Password = connection.Password,
                    Port = connection.Port,
                    Extra = connection.Extra,
                },
                null);
            await opened.OpenAsync(cancellationToken);
            await using var command = opened.CreateCommand();
            command.CommandText = "SELECT 1";
            await command.ExecuteScalarAsync(cancellationToken);
            return null;
        }
        catch (Exception exception) when (exception is DbException or AirflowException or ArgumentException or InvalidOperationException)
        {
            return exception.Message;
        }
    }
}
