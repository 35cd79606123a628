namespace Airflow.Engine.Configuration;

/// <summary>The name of an option: its section and its key, as written in airflow.cfg.</summary>
public readonly record struct OptionName(string Section, string Key)
{
    /// <summary>The environment variable that sets the option.</summary>
    public string EnvironmentVariable =>
        $"AIRFLOW__{Section.Replace('.', '_').ToUpperInvariant()}__{Key.ToUpperInvariant()}";

    /// <summary>The environment variable that sets the option for one team.</summary>
    public string EnvironmentVariableOf(string? team) => team is null
        ? EnvironmentVariable
        : $"AIRFLOW__{team.ToUpperInvariant()}___{Section.Replace('.', '_').ToUpperInvariant()}__{Key.ToUpperInvariant()}";

    public override string ToString() => $"[{Section}] {Key}";
}
