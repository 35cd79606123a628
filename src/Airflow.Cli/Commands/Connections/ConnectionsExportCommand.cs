using System.Text.Json.Nodes;
using Airflow.Cli.Commands.Secrets;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine;

namespace Airflow.Cli.Commands.Connections;

using Airflow.Engine.Connections;

/// <summary>airflow connections export.</summary>
internal sealed class ConnectionsExportCommand : ICommand
{
    private const string Json = "json";
    private const string Yaml = "yaml";
    private const string Env = "env";
    private const int Indent = 2;

    private readonly Argument<string?> _fileFormat = Option.Choice("--file-format", "The form of the file, whatever its name.", [Json, Yaml, Env]);
    private readonly Argument<string?> _format = Option.Choice("--format", "The former name of --file-format.", [Json, Yaml, Env]);
    private readonly Argument<string?> _serialization = Option.Choice("--serialization-format", "How each connection is written in an env file.", [Json, "uri"]);
    private readonly Argument<string> _file = Positional.Text("file", "The file, or - for stdout.");

    public IReadOnlyList<Argument> Arguments => [_fileFormat, _format, _serialization, OutputFormat.Verbose(), _file];

    public async Task<int> RunAsync(CommandContext context)
    {
        var format = FormatOf(context);
        if (context.Get(_serialization) is not null && format != Env)
        {
            throw new AirflowException("usage", "Option `--serialization-format` may only be used with file type `env`.");
        }

        var entries = await (await context.OpenConnectionsAsync()).ListAsync(context.CancellationToken);
        var connections = entries.Select(entry => entry.Connection).OrderBy(connection => connection.ConnId, StringComparer.Ordinal).ToList();
        await ExportTarget.WriteAsync(context, context.Get(_file), Write(connections, format, context.Get(_serialization)), connections.Count, "Connections");
        return 0;
    }

    private string FormatOf(CommandContext context)
    {
        var file = context.Get(_file);
        if (context.Get(_format) is not null)
        {
            context.Error.Write("DeprecationWarning: Option `--format` is deprecated. Use `--file-format` instead.\n");
        }

        if ((context.Get(_fileFormat) ?? context.Get(_format)) is { } given)
        {
            return given;
        }

        return ExportTarget.IsStdout(file) ? Json : Path.GetExtension(file).ToLowerInvariant() switch
        {
            ".json" => Json,
            ".yaml" => Yaml,
            ".env" => Env,
            _ => throw new AirflowException("file_format", "Unsupported file format. The file must have the extension .yaml, .json, .env."),
        };
    }

    private static string Write(IReadOnlyList<Connection> connections, string format, string? serialization)
    {
        if (format == Env)
        {
            return string.Concat(connections.Select(connection =>
                $"{connection.ConnId}={(serialization == Json ? PythonJson.Write(FieldsOf(connection)) : ConnectionUri.Format(connection))}\n"));
        }

        var content = new JsonObject(connections.Select(connection => KeyValuePair.Create(connection.ConnId, (JsonNode?)FieldsOf(connection))));
        return format == Yaml ? YamlText.Render(JsonValues.ToPlain(content)) : PythonJson.Write(content, Indent);
    }

    private static JsonObject FieldsOf(Connection connection) => new()
    {
        ["conn_type"] = connection.ConnType,
        ["description"] = connection.Description,
        ["login"] = connection.Login,
        ["password"] = connection.Password,
        ["host"] = connection.Host,
        ["port"] = connection.Port,
        ["schema"] = connection.Schema,
        ["extra"] = connection.Extra,
    };
}
