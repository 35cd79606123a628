using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Airflow.Engine.Configuration;

namespace Airflow.Server.Api.Ui;

/// <summary>The colours, rules and signs of [api] theme, in Airflow's words.</summary>
internal static partial class PageTheme
{
    private static readonly string[] Icons = ["icon", "icon_dark_mode"];

    /// <summary>The theme as it is written, without what is none of it; null: there is none that can be read.</summary>
    public static JsonObject? Of(AirflowConfiguration configuration)
    {
        if (configuration.Find("api", "theme")?.Text is not { } text || string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(text) is JsonObject theme ? Checked(theme) : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Where its signs come from when that is elsewhere, for the content policy.</summary>
    public static IEnumerable<string> IconOrigins(AirflowConfiguration configuration) => Of(configuration) is { } theme
        ? Icons.Select(name => (string?)theme[name]).OfType<string>().Where(static icon => !icon.StartsWith('/')).Select(static icon => new Uri(icon).GetLeftPart(UriPartial.Authority)).Distinct(StringComparer.Ordinal)
        : [];

    private static JsonObject? Checked(JsonObject theme)
    {
        var kept = new JsonObject();
        if (theme["tokens"]?["colors"]?["brand"] is JsonObject brand)
        {
            var shades = brand.Where(static shade => shade.Value is JsonObject value && Oklch().IsMatch((string?)value["value"] ?? ""))
                .Select(static shade => KeyValuePair.Create(shade.Key, (JsonNode?)shade.Value!.DeepClone()));
            kept["tokens"] = new JsonObject { ["colors"] = new JsonObject { ["brand"] = new JsonObject(shades) } };
        }

        if (theme["globalCss"] is JsonObject rules)
        {
            kept["globalCss"] = rules.DeepClone();
        }

        foreach (var name in Icons)
        {
            if ((string?)theme[name] is { } icon && IsIcon(icon))
            {
                kept[name] = icon;
            }
        }

        return kept.Count == 0 ? null : kept;
    }

    /// <summary>An SVG of this server, or of another one.</summary>
    private static bool IsIcon(string icon) => icon.StartsWith('/')
        ? !icon.StartsWith("//", StringComparison.Ordinal) && icon.EndsWith(".svg", StringComparison.OrdinalIgnoreCase)
        : Uri.TryCreate(icon, UriKind.Absolute, out var address) && (address.Scheme is "http" or "https") && address.AbsolutePath.EndsWith(".svg", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"^oklch\(\d+(\.\d+)? \d+(\.\d+)? \d+(\.\d+)?\)$", RegexOptions.CultureInvariant, 100)]
    private static partial Regex Oklch();
}
