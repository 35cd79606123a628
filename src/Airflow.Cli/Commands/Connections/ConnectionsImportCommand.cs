using System.Text.Json.Nodes;
using Airflow.Cli.Commands.Secrets;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine;

namespace Airflow.Cli.Commands.Connections;

using Airflow.Engine.Connections;

/// <summary>airflow connections import.</summary>
internal sealed class ConnectionsImportCommand : ICommand
{
    private readonly Argument<bool> _overwrite = Option.Flag("--overwrite", "Replace connections that exist.");
    private readonly Argument<string> _file = Positional.Text("file", "The file.");

    public IReadOnlyList<Argument> Arguments => [_overwrite, OutputFormat.Verbose(), _file];

    public async Task<int> RunAsync(CommandContext context)
    {
        var file = context.PathOf(context.Get(_file));
        if (!File.Exists(file))
        {
            throw new AirflowException("file_missing", "Missing connections file.");
        }

        // all of them are read before the first is stored: a bad file changes nothing
        var entries = await SecretFile.ReadAsync(file, context.CancellationToken);
        var connections = entries.Select(entry => Read(entry.Key, entry.Value)).ToList();
        var catalog = await context.OpenConnectionsAsync();
        foreach (var connection in connections)
        {
            await ImportAsync(context, catalog, connection);
        }

        return 0;
    }

    private async Task ImportAsync(CommandContext context, ConnectionCatalog catalog, Connection connection)
    {
        if (ConnectionKey.FindProblem(connection.ConnId) is { } problem)
        {
            context.Out.Write($"Could not import connection. {problem}\n");
        }
        else if (context.Get(_overwrite))
        {
            await catalog.SaveAsync(connection, context.CancellationToken);
            context.Out.Write($"Imported connection {connection.ConnId}\n");
        }
        else
        {
            var isNew = await catalog.AddAsync(connection, context.CancellationToken);
            context.Out.Write(isNew
                ? $"Imported connection {connection.ConnId}\n"
                : $"Could not import connection {connection.ConnId}: connection already exists.\n");
        }
    }

    private static Connection Read(string id, JsonNode? value) => value switch
    {
        JsonValue text when text.TryGetValue<string>(out var content) => ConnectionFormat.Parse(id, content),
        JsonObject fields => ReadFields(id, fields),
        _ => throw new AirflowException(
            "connection_invalid", $"The connection {id} is {value?.ToJsonString() ?? "null"}, but can only be a text or an object."),
    };

    private static Connection ReadFields(string id, JsonObject fields)
    {
        var plain = fields.DeepClone().AsObject();
        if (plain.Remove("conn_id", out var inner) && inner is not null && !string.Equals((string?)inner, id, StringComparison.Ordinal))
        {
            throw new AirflowException("connection_invalid", $"The connection {id} calls itself {inner} in its conn_id.");
        }

        if (plain.Remove("extra_dejson", out var extra))
        {
            if (plain.ContainsKey("extra"))
            {
                throw new AirflowException("connection_invalid", $"The connection {id} has both extra and extra_dejson; use one of the two.");
            }

            plain["extra"] = extra;
        }

        return ConnectionJson.Parse(id, plain);
    }
}
