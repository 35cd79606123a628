using System.Text.Json;

namespace Airflow;

/// <summary>Fires when a file is there, on the host of the triggerer.</summary>
/// <param name="Path">The file; <c>*</c> and <c>?</c> in its name stand for anything.</param>
public sealed record FileTrigger(string Path) : Trigger
{
    /// <summary>How often it looks.</summary>
    /// <value>Every 5 seconds by default.</value>
    public TimeSpan PokeInterval { get; init; } = TimeSpan.FromSeconds(5);

    internal override string Classpath => "airflow.providers.standard.triggers.file.FileTrigger";

    internal override IReadOnlyDictionary<string, JsonElement> Arguments => new Dictionary<string, JsonElement>(StringComparer.Ordinal)
    {
        ["filepath"] = JsonSerializer.SerializeToElement(Path),
        ["poke_interval"] = JsonSerializer.SerializeToElement(PokeInterval.TotalSeconds),
    };
}
