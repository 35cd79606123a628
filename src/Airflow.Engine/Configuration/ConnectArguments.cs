using System.Text.Json;
using System.Text.Json.Nodes;

namespace Airflow.Engine.Configuration;

/// <summary>[database] sql_alchemy_connect_args: what the driver is told beside the URL. A JSON object becomes part of the URL's query.</summary>
internal static class ConnectArguments
{
    public static readonly OptionName Name = new("database", "sql_alchemy_connect_args");

    /// <summary>The URL with the arguments in its query, before those that it has itself; null: the text is no JSON object.</summary>
    public static string? Join(string url, string text)
    {
        JsonObject? arguments;
        try
        {
            arguments = JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            // the path of a Python object, as Airflow takes it
            return null;
        }

        if (arguments is null)
        {
            return null;
        }

        var (address, query) = url.IndexOf('?', StringComparison.Ordinal) is >= 0 and var mark ? (url[..mark], url[(mark + 1)..]) : (url, "");
        var taken = arguments.SelectMany(static argument => Flatten(argument.Key, argument.Value)).ToList();

        // as in SQLAlchemy, what is said here counts more than what the URL says
        var left = query.Split('&', StringSplitOptions.RemoveEmptyEntries).Where(part => !taken.Exists(one => part.StartsWith($"{one.Name}=", StringComparison.Ordinal)));
        var joined = string.Join('&', left.Concat(taken.Select(static one => $"{one.Name}={Uri.EscapeDataString(one.Value)}")));
        return joined.Length == 0 ? address : $"{address}?{joined}";
    }

    /// <summary>MySQL's drivers take {"ssl": {"ca": …}} where the URL has ssl_ca.</summary>
    private static IEnumerable<(string Name, string Value)> Flatten(string name, JsonNode? value) => value switch
    {
        null => [],
        JsonObject inner => inner.SelectMany(one => Flatten($"{name}_{one.Key}", one.Value)),
        JsonArray => throw new AirflowConfigException("config_invalid", $"'{name}' in {Name} is a list; drivers take texts, numbers and switches."),
        _ => [(name, value.ToString())],
    };
}
