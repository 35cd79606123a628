using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Airflow.Engine.Tasks.Retries;

/// <summary>Reads the retry arguments of a task as people give them.</summary>
public static class RetryArguments
{
    /// <summary>Reads them; what is not given keeps its default.</summary>
    /// <exception cref="InvalidCastException">A value is of a kind that the argument does not take.</exception>
    public static RetrySettings Read(JsonObject arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var defaults = new RetrySettings();
        return new RetrySettings
        {
            Retries = arguments["retries"] is { } retries ? Whole(retries) : defaults.Retries,
            RetryDelay = arguments["retry_delay"] is { } delay ? Seconds(delay, "retry_delay") : defaults.RetryDelay,
            MaxRetryDelay = arguments["max_retry_delay"] is { } longest ? Seconds(longest, "max_retry_delay") : null,
            ExponentialBackoff = arguments["retry_exponential_backoff"] is { } factor ? Factor(factor) : defaults.ExponentialBackoff,
        };
    }

    private static int Whole(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.Number => (int)value.GetValue<double>(),
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        JsonValueKind.String when int.TryParse(value.GetValue<string>(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) => number,
        _ => throw Wrong(value, "retries", "a whole number"),
    };

    private static double Factor(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.Number => value.GetValue<double>(),
        // Before it was a factor this was a switch for doubling.
        JsonValueKind.True => 2,
        JsonValueKind.False => 0,
        _ => throw Wrong(value, "retry_exponential_backoff", "a number"),
    };

    private static double Seconds(JsonNode value, string name) => value switch
    {
        JsonObject span when span["seconds"] is { } seconds => seconds.GetValue<double>(),
        JsonValue number when number.GetValueKind() == JsonValueKind.Number => number.GetValue<double>(),
        _ => throw Wrong(value, name, "a duration or seconds"),
    };

    private static InvalidCastException Wrong(JsonNode value, string name, string expected) =>
        new($"{name} takes {expected}, not {value.ToJsonString()}.");
}
