namespace Airflow.Engine.Configuration;

/// <summary>Where a value came from.</summary>
public enum ConfigurationSource
{
    /// <summary>An environment variable.</summary>
    EnvironmentVariable,
    /// <summary>The output of the command in an environment variable that ends in _CMD.</summary>
    EnvironmentCommand,
    /// <summary>The secrets backend, asked by an environment variable that ends in _SECRET.</summary>
    EnvironmentSecret,
    /// <summary>An entry of airflow.cfg.</summary>
    File,
    /// <summary>The output of a command in airflow.cfg.</summary>
    FileCommand,
    /// <summary>The secrets backend, asked by an entry of airflow.cfg.</summary>
    FileSecret,
    /// <summary>The option's default.</summary>
    Default,
}
