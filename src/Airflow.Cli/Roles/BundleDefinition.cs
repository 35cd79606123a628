using System.Text.Json.Nodes;

namespace Airflow.Cli.Roles;

/// <summary>An entry of [dag_processor] dag_bundle_config_list.</summary>
internal sealed record BundleDefinition(string Name, string Classpath, JsonObject Arguments)
{
    public const string Local = "LocalDagBundle";
    public const string Git = "GitDagBundle";

    /// <summary>The class without its module.</summary>
    public string Kind => Classpath[(Classpath.LastIndexOf('.') + 1)..];

    /// <summary>An argument that is a text; null when there is none.</summary>
    public string? Text(string name) => Arguments[name] is JsonValue value && value.TryGetValue(out string? text) && text.Length > 0 ? text : null;

    /// <summary>An argument that is a number of seconds; null when there is none.</summary>
    public TimeSpan? Seconds(string name) => Arguments[name] is JsonValue value && value.TryGetValue(out double seconds) && seconds > 0 ? TimeSpan.FromSeconds(seconds) : null;
}
