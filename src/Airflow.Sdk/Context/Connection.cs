using System.Text.Json;

namespace Airflow;

/// <summary>How an outside system is reached; managed in the UI, by <c>airflow connections</c> or as <c>AIRFLOW_CONN_…</c>.</summary>
/// <param name="ConnId">Its id.</param>
/// <param name="ConnType">Kind of system: <c>sqlite</c>, <c>postgres</c>, <c>http</c> …</param>
public sealed record Connection(string ConnId, string ConnType)
{
    /// <summary>Host name, or a path for systems that are files.</summary>
    public string? Host { get; init; }

    /// <summary>Database or schema.</summary>
    public string? Schema { get; init; }

    /// <summary>User name.</summary>
    public string? Login { get; init; }

    /// <summary>Password; hidden in logs.</summary>
    public string? Password { get; init; }

    /// <summary>Port; <see langword="null"/> is the system's own.</summary>
    public int? Port { get; init; }

    /// <summary>Further settings as a JSON object in text form; <see langword="null"/> if there are none.</summary>
    public string? Extra { get; init; }

    /// <summary>Reads one of the further settings.</summary>
    /// <typeparam name="T">Type as which it is read.</typeparam>
    /// <param name="name">Name of the setting.</param>
    /// <param name="fallback">What is given if it is not there.</param>
    /// <returns>The setting.</returns>
    /// <exception cref="JsonException"><see cref="Extra"/> is not a JSON object, or the setting is not a <typeparamref name="T"/>.</exception>
    public T? GetExtra<T>(string name, T? fallback = default)
    {
        if (string.IsNullOrWhiteSpace(Extra))
        {
            return fallback;
        }

        var extra = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(Extra, XComJson.Options);
        return extra is not null && extra.TryGetValue(name, out var value) ? value.Deserialize<T>(XComJson.Options) : fallback;
    }

    /// <summary>Says which connection it is, without any secret.</summary>
    /// <returns>Type, id and host.</returns>
    public override string ToString() => $"{ConnType} connection '{ConnId}'{(Host is null ? "" : $" at {Host}")}";
}
