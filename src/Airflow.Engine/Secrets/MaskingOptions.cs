using Airflow.Engine.Configuration;

namespace Airflow.Engine.Secrets;

/// <summary>What is hidden, and from which length on.</summary>
public sealed record MaskingOptions
{
    /// <summary>Words that make a name sensitive, besides the built-in ones.</summary>
    public IReadOnlyList<string> SensitiveWords { get; init; } = [];

    /// <summary>Whether values are hidden for their names at all.</summary>
    public bool HidesByName { get; init; } = true;

    /// <summary>Shorter secrets are not masked.</summary>
    public int MinLength { get; init; } = 5;

    /// <summary>The options of [core] and [logging].</summary>
    public static MaskingOptions Of(AirflowConfiguration configuration) => new()
    {
        SensitiveWords = configuration.GetList("core", "sensitive_var_conn_names"),
        HidesByName = configuration.GetBool("core", "hide_sensitive_var_conn_fields"),
        MinLength = configuration.GetInt("logging", "min_length_masked_secret"),
    };
}
