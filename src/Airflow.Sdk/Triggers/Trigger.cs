using System.Text.Json;

namespace Airflow;

/// <summary>What a deferred task waits for: a triggerer watches it, and the task holds no slot meanwhile.</summary>
public abstract record Trigger
{
    private protected Trigger()
    {
    }

    /// <summary>The class that Airflow knows it by.</summary>
    internal abstract string Classpath { get; }

    /// <summary>Its arguments.</summary>
    internal abstract IReadOnlyDictionary<string, JsonElement> Arguments { get; }
}
