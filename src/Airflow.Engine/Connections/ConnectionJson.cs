using System.Text.Json;
using System.Text.Json.Nodes;

namespace Airflow.Engine.Connections;

/// <summary>The JSON form of a connection: an object with its fields, or with a uri.</summary>
public static class ConnectionJson
{
    private static readonly HashSet<string> Fields =
        new(StringComparer.Ordinal) { "conn_type", "description", "host", "login", "password", "schema", "port", "extra", "uri" };

    /// <summary>Reads the text of a JSON object.</summary>
    public static Connection Parse(string connectionId, string json)
    {
        try
        {
            return JsonNode.Parse(json) is JsonObject fields
                ? Parse(connectionId, fields)
                : throw ConnectionFormat.Error($"The JSON of connection {connectionId} must be an object.");
        }
        catch (JsonException exception)
        {
            throw ConnectionFormat.Error($"The JSON of connection {connectionId} cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Reads the fields of a JSON object.</summary>
    public static Connection Parse(string connectionId, JsonObject fields)
    {
        var unknown = fields.Where(field => !Fields.Contains(field.Key)).Select(field => field.Key).ToList();
        if (unknown.Count > 0)
        {
            throw ConnectionFormat.Error($"Connection {connectionId} has unknown fields: {string.Join(", ", unknown)}.");
        }

        if (TextOf(connectionId, fields, "uri") is { Length: > 0 } uri)
        {
            return fields.All(field => string.Equals(field.Key, "uri", StringComparison.Ordinal) || IsEmpty(field.Value))
                ? ConnectionUri.Parse(connectionId, uri)
                : throw ConnectionFormat.Error($"Connection {connectionId} has a uri and single fields; use one of the two.");
        }

        var type = TextOf(connectionId, fields, "conn_type");
        return new Connection
        {
            ConnId = connectionId,
            ConnType = string.IsNullOrEmpty(type) ? null : ConnectionFormat.NormaliseType(type),
            Description = TextOf(connectionId, fields, "description"),
            Host = TextOf(connectionId, fields, "host"),
            Schema = TextOf(connectionId, fields, "schema"),
            Login = TextOf(connectionId, fields, "login"),
            Password = TextOf(connectionId, fields, "password") is { Length: > 0 } password ? password : null,
            Port = ReadPort(connectionId, fields["port"]),
            Extra = ReadExtra(fields["extra"]),
        };
    }

    /// <summary>Writes the fields that are set, without the id.</summary>
    public static string Format(Connection connection) => PythonJson.Write(ToFields(connection));

    /// <summary>The fields that are set, without the id; the extra as an object.</summary>
    public static JsonObject ToFields(Connection connection)
    {
        var fields = new JsonObject();
        Add("conn_type", connection.ConnType);
        Add("description", connection.Description);
        Add("host", connection.Host);
        Add("login", connection.Login);
        Add("password", string.IsNullOrEmpty(connection.Password) ? null : connection.Password);
        Add("schema", connection.Schema);
        Add("port", connection.Port);
        if (!string.IsNullOrEmpty(connection.Extra) && ConnectionExtra.Parse(connection.Extra) is { Count: > 0 } extra)
        {
            Add("extra", extra);
        }

        return fields;

        void Add(string name, JsonNode? value)
        {
            if (value is not null)
            {
                fields[name] = value;
            }
        }
    }

    private static bool IsEmpty(JsonNode? value) => value is null || value is JsonValue text && text.TryGetValue<string>(out var content) && content.Length == 0;

    private static string? TextOf(string connectionId, JsonObject fields, string name) => fields[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => throw ConnectionFormat.Error($"The {name} of connection {connectionId} must be text."),
    };

    private static int? ReadPort(string connectionId, JsonNode? port)
    {
        if (port is null || IsEmpty(port))
        {
            return null;
        }

        var text = port is JsonValue value && value.TryGetValue<string>(out var content) ? content.Trim() : port.ToJsonString();
        return int.TryParse(text, out var number)
            ? number
            : throw ConnectionFormat.Error($"The port of connection {connectionId} is '{text}', but must be a whole number.");
    }

    private static string? ReadExtra(JsonNode? extra) => extra switch
    {
        null or JsonObject { Count: 0 } => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text.Length == 0 ? null : ConnectionExtra.Check(text),
        _ => ConnectionExtra.Check(PythonJson.Write(extra)),
    };
}
