using System.Data.Common;
using Airflow.Cli.Commands.Secrets;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine.Configuration;
using Airflow.Engine.Connections;
using Airflow.Providers.Common.Sql;

namespace Airflow.Cli.Commands.Connections;

/// <summary>airflow connections test.</summary>
internal sealed class ConnectionsTestCommand : ICommand
{
    private static readonly IReadOnlyList<ISqlEngine> Engines = [new SqliteEngine()];

    private readonly Argument<string> _connectionId = Positional.Text("conn_id", "The id.");

    public IReadOnlyList<Argument> Arguments => [OutputFormat.Verbose(), _connectionId];

    public async Task<int> RunAsync(CommandContext context)
    {
        if (!IsEnabled(context.Configuration))
        {
            context.Out.Write("\nTesting connections is disabled in Airflow configuration. Contact your deployment admin to enable it.\n\n");
            return 1;
        }

        var id = context.Get(_connectionId);
        context.Out.Write($"Retrieving connection: '{id}'\n");
        var entry = await (await context.OpenConnectionsAsync()).FindAsync(id, context.CancellationToken);
        if (entry is null)
        {
            context.Out.Write("\nConnection not found.\n\n");
            return 1;
        }

        context.Out.Write("\nTesting...\n");
        var problem = await FindProblemAsync(entry, context.CancellationToken);
        context.Out.Write(problem is null ? "\nConnection success!\n\n" : $"\nConnection failed!\n{problem}\n\n");
        return problem is null ? 0 : 1;
    }

    private static bool IsEnabled(AirflowConfiguration configuration) =>
        string.Equals(configuration.GetString("core", "test_connection").Trim(), "enabled", StringComparison.OrdinalIgnoreCase);

    /// <summary>What hinders; null when the other side answers.</summary>
    private static async Task<string?> FindProblemAsync(CatalogedConnection entry, CancellationToken cancellationToken)
    {
        var stored = entry.Connection;
        var type = stored.ConnType ?? "";
        if (Engines.FirstOrDefault(engine => engine.ConnTypes.Contains(type, StringComparer.OrdinalIgnoreCase)) is not { } engine)
        {
            return $"There is no test for connections of type '{type}' here; there is one for: {string.Join(", ", Engines.SelectMany(known => known.ConnTypes))}.";
        }

        try
        {
            await using var opened = engine.Create(
                new Connection(stored.ConnId, type)
                {
                    Host = stored.Host,
                    Schema = stored.Schema,
                    Login = stored.Login,
                    Password = stored.Password,
                    Port = stored.Port,
                    Extra = stored.Extra,
                },
                null);
            await opened.OpenAsync(cancellationToken);
            await using var command = opened.CreateCommand();
            command.CommandText = "SELECT 1";
            await command.ExecuteScalarAsync(cancellationToken);
            return null;
        }
        catch (DbException exception)
        {
            return exception.Message;
        }
    }
}
