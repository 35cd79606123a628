using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Engine;
using Airflow.Engine.Secrets;
using Airflow.Server.Bodies;

namespace Airflow.Server.Api.Connections;

using Airflow.Engine.Connections;

/// <summary>What describes a connection in a body.</summary>
internal static class ConnectionBodies
{
    private const int MaxIdLength = 200;

    private static readonly BodyField[] Fields =
    [
        new("connection_id", BodyKind.Text) { MaxLength = MaxIdLength, Pattern = @"^[\w.-]+$" },
        new("conn_type", BodyKind.Text),
        BodyField.Optional("description", BodyKind.Text),
        BodyField.Optional("host", BodyKind.Text),
        BodyField.Optional("login", BodyKind.Text),
        BodyField.Optional("schema", BodyKind.Text),
        BodyField.Optional("port", BodyKind.Integer) with { Minimum = int.MinValue, Maximum = int.MaxValue },
        BodyField.Optional("password", BodyKind.Text),
        BodyField.Optional("extra", BodyKind.Text) with { Rule = CheckExtra },
        TeamRule.Field,
    ];

    public static BodyModel Whole { get; } = new(Fields) { Name = "ConnectionBody", Rule = TeamRule.Check };

    public static BodyModel Test { get; } = new(
    [
        .. Fields,
        new("commit_on_success", BodyKind.Flag, IsRequired: false),
        BodyField.Optional("executor", BodyKind.Text),
        BodyField.Optional("queue", BodyKind.Text),
    ])
    {
        Name = "ConnectionTestRequestBody",
        Rule = TeamRule.Check,
    };

    public static string IdOf(JsonElement body) => body.GetProperty("connection_id").GetString()!;

    public static Connection Read(JsonElement body) => Replace(body, null);

    /// <summary>The connection with all that the body gives, also where that looks like a mask.</summary>
    public static Connection Replace(JsonElement body, Connection? old)
    {
        var bare = old is null ? new Connection { ConnId = IdOf(body), ConnType = null } : old with
        {
            Password = body.TryGetProperty("password", out _) ? null : old.Password,
            Extra = body.TryGetProperty("extra", out _) ? null : old.Extra,
        };
        return Apply(body, null, bare, new SecretMasker(new MaskingOptions()));
    }

    /// <summary>The connection with what the body changes; where an edited copy still holds the mask, the secret stays.</summary>
    public static Connection Apply(JsonElement body, IReadOnlyList<string>? names, Connection old, SecretMasker masker)
    {
        var mask = new UpdateMask(body, names);
        return old with
        {
            ConnType = mask.Text("conn_type", old.ConnType),
            Description = mask.Text("description", old.Description),
            Host = mask.Text("host", old.Host),
            Login = mask.Text("login", old.Login),
            Schema = mask.Text("schema", old.Schema),
            Port = mask.Int("port", old.Port),
            Password = mask.Text("password", old.Password) is SecretMasker.Mask && old.Password is not null ? old.Password : mask.Text("password", old.Password),
            // an extra without a letter was once sent for one without a key
            Extra = mask.Touches("extra") ? Merge(mask.Text("extra", null) is "" ? "{}" : mask.Text("extra", null), old.Extra, masker) : old.Extra,
        };
    }

    private static string? Merge(string? edited, string? original, SecretMasker masker) => edited is null || string.IsNullOrEmpty(original)
        ? edited
        : PythonJson.Write(masker.Merge(JsonNode.Parse(edited), JsonNode.Parse(original)));

    private static string? CheckExtra(JsonElement extra)
    {
        const string Rule = "The `extra` field must be a valid JSON object (e.g., {'key': 'value'})";
        if (extra.GetString() is "")
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(extra.GetString()!) is JsonObject ? null : Rule;
        }
        catch (JsonException)
        {
            return $"{Rule}, but encountered non-JSON in `extra` field";
        }
    }
}
