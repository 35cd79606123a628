using Airflow.Server.Api.Auth;
using Airflow.Server.Api.Connections;

namespace Airflow.Server.Api.Ui;

/// <summary>/ui/connections/hook_meta: what a form of each type of connections asks for, in Airflow's shape.</summary>
internal static class ConnectionKindsEndpoint
{
    private static readonly string[] Standard = ["description", "url_schema", "host", "port", "login", "password"];

    public static void Map(ApiRoutes routes) => routes.Map(UiOperations.Get("/connections/hook_meta", "hook_meta_data", ApiResources.Connections, static call => call.AnswerAsync(ConnectionKinds.All.Select(Of))));

    private static object Of(ConnectionKind kind) => new
    {
        kind.ConnectionType,
        HookClassName = (string?)null,
        kind.DefaultConnName,
        kind.HookName,
        StandardFields = Standard.ToDictionary(static field => field, field => StandardField(kind, field == "url_schema" ? "schema" : field), StringComparer.Ordinal),
        ExtraFields = kind.Extra.ToDictionary(static field => field.Name, ExtraField, StringComparer.Ordinal),
    };

    private static object StandardField(ConnectionKind kind, string field) => new
    {
        Hidden = kind.Hidden.Contains(field, StringComparer.Ordinal),
        Title = kind.Titles.GetValueOrDefault(field),
        Placeholder = kind.Placeholders.GetValueOrDefault(field),
    };

    private static object ExtraField(ConnectionKindField field) => new
    {
        Value = (object?)null,
        field.Description,
        Schema = new
        {
            Type = new[] { field.Type, "null" },
            field.Title,
            Enum = field.Choices.Count > 0 ? field.Choices : null,
        },
    };
}
