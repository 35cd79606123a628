using System.Text.Json.Nodes;
using Airflow.Cli.Commands.Secrets;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine;
using Airflow.Engine.Secrets;

namespace Airflow.Cli.Commands.Connections;

using Airflow.Engine.Connections;

/// <summary>airflow connections add.</summary>
internal sealed class ConnectionsAddCommand : ICommand
{
    private readonly Argument<string?> _description = Option.Text("--conn-description", "What the connection is for.");
    private readonly Argument<string?> _extra = Option.Text("--conn-extra", "Further settings, as a JSON object.");
    private readonly Argument<string?> _host = Option.Text("--conn-host", "The host.");
    private readonly Argument<string?> _json = Option.Text("--conn-json", "The whole connection as a JSON object.");
    private readonly Argument<string?> _login = Option.Text("--conn-login", "The login.");
    private readonly Argument<string?> _password = Option.Text("--conn-password", "The password.");
    private readonly Argument<string?> _port = Option.Text("--conn-port", "The port.");
    private readonly Argument<string?> _schema = Option.Text("--conn-schema", "The schema or database.");
    private readonly Argument<string?> _type = Option.Text("--conn-type", "The type, such as postgres.");
    private readonly Argument<string?> _uri = Option.Text("--conn-uri", "The whole connection as a URI.");
    private readonly Argument<string> _connectionId = Positional.Text("conn_id", "The id.");

    public IReadOnlyList<Argument> Arguments =>
        [_description, _extra, _host, _json, _login, _password, _port, _schema, _type, _uri, OutputFormat.Verbose(), _connectionId];

    public async Task<int> RunAsync(CommandContext context)
    {
        var id = context.Get(_connectionId);
        if (ConnectionKey.FindProblem(id) is { } problem)
        {
            throw Error($"Could not create connection. {problem}");
        }

        CheckForms(context);
        var connection = Make(context, id);
        if (!await (await context.OpenConnectionsAsync()).AddAsync(connection, context.CancellationToken))
        {
            throw new AirflowException("connection_exists", $"A connection with `conn_id`={id} already exists.");
        }

        context.Out.Write($"Successfully added `conn_id`={id}\n");
        RecordPrinter.Print(context.Console, OutputFormat.Table, [Describe(context, connection)]);
        return 0;
    }

    private void CheckForms(CommandContext context)
    {
        var (hasUri, hasJson, hasType) = (IsSet(context, _uri), IsSet(context, _json), IsSet(context, _type));
        if (!hasUri && !hasJson && !hasType)
        {
            throw Error("Must supply either conn-uri or conn-json if not supplying conn-type");
        }

        if (hasUri && hasJson)
        {
            throw Error("Cannot supply both conn-uri and conn-json");
        }

        if (hasUri || hasJson)
        {
            var fields = new[] { _type, _host, _login, _password, _schema, _port }.Where(context.IsGiven).Select(field => field.Name).ToList();
            if (hasJson && IsSet(context, _extra))
            {
                fields.Add("--conn-extra");
            }

            if (fields.Count > 0)
            {
                throw Error($"The following args are not compatible with the --conn-{(hasUri ? "uri" : "json")} flag: {PythonText.Repr(fields)}");
            }
        }
    }

    private Connection Make(CommandContext context, string id)
    {
        if (context.Get(_uri) is { Length: > 0 } uri)
        {
            var connection = ConnectionUri.Parse(id, uri);
            return string.IsNullOrEmpty(connection.ConnType)
                ? throw Error($"The URI provided to --conn-uri is invalid: {uri}")
                : connection with { Description = context.Get(_description), Extra = context.Get(_extra) ?? connection.Extra };
        }

        if (context.Get(_json) is { Length: > 0 } json)
        {
            var connection = ConnectionJson.Parse(id, json);
            return connection.ConnType is null ? throw Error("conn-json is invalid; must supply conn-type") : connection;
        }

        return ConnectionJson.Parse(id, new JsonObject
        {
            ["conn_type"] = KnownTypeOf(context),
            ["description"] = context.Get(_description),
            ["host"] = context.Get(_host),
            ["login"] = context.Get(_login),
            ["password"] = context.Get(_password),
            ["schema"] = context.Get(_schema),
            ["port"] = context.Get(_port),
            ["extra"] = context.Get(_extra),
        });
    }

    private string KnownTypeOf(CommandContext context)
    {
        var type = context.Get(_type)!;
        if (ConnectionTypes.IsKnown(type))
        {
            return type;
        }

        context.Error.Write($"Warning: The type provided to --conn-type is invalid: {type}. The connection gets the type {ConnectionTypes.Generic}.\n");
        return ConnectionTypes.Generic;
    }

    private static Row Describe(CommandContext context, Connection connection)
    {
        var extra = ConnectionJson.ToFields(connection)["extra"] ?? new JsonObject();
        return new Row
        {
            { "conn_id", connection.ConnId },
            { "conn_type", connection.ConnType },
            { "host", connection.Host },
            { "login", connection.Login },
            { "port", connection.Port },
            { "extra", JsonValues.ToPlain(new SecretMasker(MaskingOptions.Of(context.Configuration)).Redact(extra)) },
        };
    }

    private static bool IsSet(CommandContext context, Argument<string?> argument) => !string.IsNullOrEmpty(context.Get(argument));

    private static AirflowException Error(string message) => new("connection_invalid", message);
}
