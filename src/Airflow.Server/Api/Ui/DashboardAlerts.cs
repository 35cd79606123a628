using System.Text.Json;
using Airflow.Engine.Configuration;

namespace Airflow.Server.Api.Ui;

/// <summary>What [api] dashboard_alerts tells everybody on the first page.</summary>
internal static class DashboardAlerts
{
    private static readonly string[] Categories = ["info", "warning", "error"];

    /// <summary>The alerts as they are written; one that says what is wrong, where they are none.</summary>
    public static IReadOnlyList<DashboardAlert> Of(AirflowConfiguration configuration)
    {
        if (configuration.Find("api", "dashboard_alerts")?.Text is not { } text || string.IsNullOrWhiteSpace(text))
        {
            return [];
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            return [.. document.RootElement.EnumerateArray().Select(Read)];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return [new DashboardAlert("""`[api] dashboard_alerts` must be a JSON list such as `[{"text": "Closed on Sunday", "category": "warning"}]`, with info, warning or error.""", "error")];
        }
    }

    private static DashboardAlert Read(JsonElement alert)
    {
        var category = alert.TryGetProperty("category", out var given) ? given.GetString() : "info";
        return alert.TryGetProperty("text", out var text) && text.GetString() is { } words && Categories.Contains(category)
            ? new DashboardAlert(words, category!)
            : throw new InvalidOperationException("An alert has a text and a category.");
    }
}
