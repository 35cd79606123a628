using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Airflow.Celery.Flower.Http;

/// <summary>The arguments of a call, wherever they stand: in the query, in a form, or in a JSON body.</summary>
internal sealed class CallArguments
{
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    private CallArguments(HttpRequest request)
    {
        foreach (var (name, value) in request.Query)
        {
            values[name] = value[^1] ?? "";
        }
    }

    /// <summary>Those of the query alone.</summary>
    public static CallArguments OfQuery(HttpContext context) => new(context.Request);

    public static async Task<CallArguments> ReadAsync(HttpContext context)
    {
        var arguments = new CallArguments(context.Request);
        if (context.Request.HasFormContentType)
        {
            foreach (var (name, value) in await context.Request.ReadFormAsync(context.RequestAborted))
            {
                arguments.values[name] = value[^1] ?? "";
            }
        }
        else if (context.Request.ContentLength is > 0 && await ReadJsonAsync(context) is JsonObject body)
        {
            foreach (var (name, value) in body)
            {
                arguments.values[name] = value?.ToString() ?? "";
            }
        }

        return arguments;
    }

    /// <summary>The body as JSON; null when it is none.</summary>
    public static async Task<JsonNode?> ReadJsonAsync(HttpContext context)
    {
        try
        {
            return await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public string? Text(string name) => values.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    public int? Integer(string name) => Text(name) is not { } text ? null
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw FlowerException.BadArgument(text, "int");

    public double? Number(string name) => Text(name) is not { } text ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= 0 ? number : throw FlowerException.BadArgument(text, "float");

    public bool Flag(string name) => Text(name) is { } text && text.ToUpperInvariant() switch
    {
        "1" or "TRUE" or "YES" or "ON" or "Y" or "T" => true,
        "0" or "FALSE" or "NO" or "OFF" or "N" or "F" => false,
        _ => throw FlowerException.BadArgument(text, "bool"),
    };
}
