using System.Text.Json;

namespace Airflow;

/// <summary>Fires at a moment.</summary>
/// <param name="Moment">The moment.</param>
public sealed record DateTimeTrigger(DateTimeOffset Moment) : Trigger
{
    internal override string Classpath => "airflow.providers.standard.triggers.temporal.DateTimeTrigger";

    internal override IReadOnlyDictionary<string, JsonElement> Arguments =>
        new Dictionary<string, JsonElement>(StringComparer.Ordinal) { ["moment"] = JsonSerializer.SerializeToElement(Moment.ToUniversalTime()) };
}
